// The commands for what stands in the cloud: datasets, fine-tunes, voices, and what they sound like.
#include "cli/subcommand.hpp"

namespace understudy::cli {

namespace {

template <class C>
void words(Subcommand<C>& sub, const char* of_what) {
    sub->add_option("--name", sub.command().name, std::string("Its name: ") + of_what)->check(empty_text);
    sub->add_option("--description", sub.command().description, "Words that go with it");
}

void add_datasets(CLI::App& app, Invocation& invocation) {
    Subcommand<DatasetsCommand> sub(app, invocation, "datasets",
                                    "The datasets in the cloud: list, show and change them",
                                    "understudy datasets\n"
                                    "  understudy datasets create --name Anna\n"
                                    "  understudy datasets add dataset_4mZ3 /srv/recordings/anna\n"
                                    "  understudy datasets holding 01JD9Z");
    DatasetsCommand& command = sub.command();
    sub->add_option("DEED", command.deed,
                    "list, show, files, create, change, delete; add (recordings), remove (files); holding: "
                    "those that hold the recordings of the job ID")
        ->check(CLI::IsMember(
            {"list", "show", "files", "create", "change", "delete", "add", "remove", "holding"}))
        ->capture_default_str();
    sub->add_option("ID", command.id, "The dataset; with holding the job")->check(empty_text);
    sub->add_option("THING", command.things, "With add the recordings, with remove the ids of files")
        ->check(empty_text)
        ->type_name("FILE");
    words(sub, "with create and change");
    sub.yes("Do not ask before deleting");
}

void add_fine_tunes(CLI::App& app, Invocation& invocation) {
    Subcommand<FineTunesCommand> sub(app, invocation, "fine-tunes",
                                     "The fine-tunes in the cloud, whose they are, and what to do about them",
                                     "understudy fine-tunes\n  understudy fine-tunes adopt fine_tune_7Tb4");
    sub->add_option("DEED", sub.command().deed,
                    "list, show, delete; adopt: a job follows it to its voices, and pays nothing")
        ->check(CLI::IsMember({"list", "show", "adopt", "delete"}))
        ->capture_default_str();
    sub->add_option("ID", sub.command().id, "The fine-tune")->check(empty_text);
    sub->add_option("--name", sub.command().name, "With adopt: the job's name (default: the fine-tune's)")
        ->check(empty_text);
    sub.yes("Do not ask before deleting");
}

void add_voices(CLI::App& app, Invocation& invocation) {
    Subcommand<VoicesCommand> voices(app, invocation, "voices",
                                     "The voices of a completed job, or all that the account owns",
                                     "understudy voices\n  understudy voices 01JD9Z");
    voices.id()->required(false)->description("The job: its id or a beginning of it (default: all voices)");
    Subcommand<VoiceCommand> voice(app, invocation, "voice", "Show, change or delete one voice in the cloud",
                                   "understudy voice change 3f6d0a52 --name \"Anna, calm\"");
    voice->add_option("DEED", voice.command().deed, "show, change or delete")
        ->required()
        ->check(CLI::IsMember({"show", "change", "delete"}));
    voice->add_option("ID", voice.command().id, "The voice")->required()->check(empty_text);
    words(voice, "with change");
    voice.yes("Do not ask before deleting");
}

void add_say(CLI::App& app, Invocation& invocation) {
    Subcommand<SayCommand> sub(app, invocation, "say",
                               "Have voices say a sentence: costs credits by the character",
                               "understudy say 01JD9Z \"Good morning.\" --out anna/");
    SayCommand& command = sub.command();
    sub->add_option("VOICE", command.voices,
                    "Voices' ids, a job standing for all of its voices; and last the sentence")
        ->required()
        ->check(empty_text)
        ->type_name("JOB");
    sub->add_option("--out,-o", command.out, "A new file, or a folder: then one file a voice in it")
        ->required()
        ->check(empty_text)
        ->type_name("FILE");
    sub->add_option("--model", command.model, "A dated model that the voice supports (default: the job's)");
    sub->add_option("--language", command.language, "Of the sentence (default: the voice's)")
        ->type_name("LANGUAGE");
    sub->add_option("--format", command.format, "wav or mp3 (default: as the file's name ends, else wav)")
        ->check(CLI::IsMember({"wav", "mp3"}));
}

}  // namespace

void add_cloud(CLI::App& app, Invocation& invocation) {
    Subcommand<ForgetCommand> forget(
        app, invocation, "forget",
        "Remove all of a speaker: voices, training and dataset in the cloud, and the jobs here",
        "understudy forget 01JD9Z");
    forget.id();
    forget->add_flag("--with-dataset", forget.command().with_dataset,
                     "The dataset, too, where it was there before the job");
    forget.yes("Do not ask");
    add_datasets(app, invocation);
    add_fine_tunes(app, invocation);
    add_voices(app, invocation);
    add_say(app, invocation);
}

}  // namespace understudy::cli
