// A sentence by one voice, or by several to compare them: a file each, in nobody's place.
#include <filesystem>
#include <memory>

#include "cli/cloud_requests.hpp"
#include "cli/commands.hpp"
#include "cli/documents.hpp"
#include "cli/once.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"
#include "core/formats.hpp"

namespace understudy::cli {

namespace {

/// A minute of speech takes the cloud its time.
constexpr milliseconds speaking_patience{120'000};

struct Speaker {
    std::string voice_id, name, model;
};

bool names_a_job(const std::string& given) { return given.starts_with("job_") || given.size() <= 26; }

/// A voice is named by its whole id, a UUID of 36 characters; what is shorter is a job's.
Result<std::vector<Speaker>, ExitCode> speakers_of(Session& session, const SayCommand& command) {
    std::vector<Speaker> speakers;
    for (const std::string& given : command.voices) {
        if (!names_a_job(given)) {
            speakers.push_back({given, given, command.model});
            continue;
        }
        const auto id = session.full_id(given);
        if (!id) return failure(id.error());
        const auto job = session.ask_for_job(get_job(*id));
        if (!job) return failure(job.error());
        if (job->voices.empty())
            return failure(session.complain(
                {ExitCode::refused,
                 {"no-voices", visible(job->name) + " has no voices", "the job is " + visible(job->state),
                  "VOICE", "see «understudy explain " + visible(*id) + "»", 0}}));
        for (const Voice& voice : job->voices)
            speakers.push_back({voice.id, voice.name, command.model.empty() ? job->model_id : command.model});
    }
    return speakers;
}

/// Letters and digits of the voice's name, for a file's.
std::string file_stem(const Speaker& speaker) {
    std::string stem;
    for (const char letter : speaker.name) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9');
        if (plain)
            stem += letter;
        else if (!stem.empty() && stem.back() != '-')
            stem += '-';
    }
    while (stem.ends_with('-')) stem.pop_back();
    return (stem.empty() ? "voice" : stem) + "-" + speaker.voice_id.substr(0, 8);
}

bool is_folder_name(const std::string& out) { return out.ends_with('/'); }

std::string format_of(const SayCommand& command) {
    if (!command.format.empty()) return command.format;
    return extension_of(command.out) == ".mp3" ? "mp3" : "wav";
}

/// A file's name says what is in it, or nothing of it.
std::optional<Refusal> fault_in_name(const SayCommand& command) {
    const std::string extension = is_folder_name(command.out) ? "" : extension_of(command.out);
    if (extension.empty() || extension == "." + format_of(command)) return std::nullopt;
    const bool other = extension == ".wav" || extension == ".mp3";
    const std::string why =
        other ? "--format " + command.format + " was asked for" : "wav and mp3 are all that is spoken";
    return Refusal{ExitCode::usage,
                   {"format", visible(command.out) + " would hold no " + extension.substr(1), why, "--out",
                    "name a file that ends with .wav or .mp3, or a folder with a / at its end", 0}};
}

ExitCode cannot_write(Session& session, const std::string& file, const std::string& why, ExitCode code) {
    return session.complain({code,
                             {"file", visible(file) + " cannot be written", visible(why), "--out",
                              "name a file that is not there yet, in a folder that is", 0}});
}

std::string body_of(const SayCommand& command, const Speaker& speaker) {
    Body body;
    body.text("text", command.text);
    body.text("format", format_of(command));
    if (!speaker.model.empty()) body.text("model_id", speaker.model);
    if (!command.language.empty()) body.text("language", command.language);
    return body.to_string();
}

/// In a folder that is made where it is not there: its last step only.
Result<std::unique_ptr<NewFile>, std::string> begin(World& world, const SayCommand& command,
                                                    const std::string& path) {
    auto file = world.new_file(path);
    if (file || !is_folder_name(command.out)) return file;
    std::error_code not_made;
    std::filesystem::create_directory(command.out.substr(0, command.out.size() - 1), not_made);
    return not_made ? std::move(file) : world.new_file(path);
}

/// Whether it was said; not by a voice that the cloud does not have (any more). The file is begun before
/// anything is spent.
Result<bool, ExitCode> speak(Session& session, const SayCommand& command, const Speaker& speaker,
                             const std::string& path) {
    auto file = begin(session.world(), command, path);
    if (!file) return failure(cannot_write(session, path, file.error(), ExitCode::usage));
    const auto answer =
        ask_once(session, change_at("POST", "voices", speaker.voice_id, "say", body_of(command, speaker)),
                 speaking_patience, "what was said may have been charged; it is worth a few credits", 404);
    if (!answer) return failure(answer.error());
    if (answer->status == 404) return false;
    static_cast<void>((*file)->write(answer->body));
    if (const std::string why = (*file)->keep(); !why.empty())
        return failure(cannot_write(session, path, why, ExitCode::output_lost));
    if (!session.json()) session.say(visible(path) + "  " + visible(speaker.name));
    return true;
}

ExitCode told(Session& session, const std::vector<std::string>& paths, const std::string& missing) {
    if (session.json()) {
        Body document;
        document.texts("files", paths);
        const ExitCode printed = session.print_json(document.to_string());
        if (printed != ExitCode::done) return printed;
    }
    if (missing.empty()) return ExitCode::done;
    return session.complain({ExitCode::refused,
                             {"voice-not-found", "Not every voice is in the cloud",
                              missing + (paths.empty() ? "" : "; the others have spoken"), "VOICE",
                              "see which there are: understudy voices", 0}});
}

}  // namespace

ExitCode perform(Session& session, const SayCommand& command) {
    if (const auto fault = fault_in_name(command)) return session.complain(*fault);
    const auto speakers = speakers_of(session, command);
    if (!speakers) return speakers.error();
    const bool folder = is_folder_name(command.out);
    if (speakers->size() > 1 && !folder)
        return session.complain({ExitCode::usage,
                                 {"one-file", counted(speakers->size(), "voice") + " need a file each", "",
                                  "--out", "name a folder, with a / at its end", 0}});
    std::vector<std::string> paths;
    std::string missing;
    for (const Speaker& speaker : *speakers) {
        const std::string path =
            folder ? command.out + file_stem(speaker) + "." + format_of(command) : command.out;
        const auto spoken = speak(session, command, speaker, path);
        if (!spoken) return spoken.error();
        if (*spoken)
            paths.push_back(path);
        else
            missing += (missing.empty() ? "" : ", ") + visible(speaker.name) + " (" +
                       visible(speaker.voice_id) + ")";
    }
    return told(session, paths, missing);
}

}  // namespace understudy::cli
