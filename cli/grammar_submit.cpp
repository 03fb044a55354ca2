// submit, and the options that say what job it makes.
#include "cli/subcommand.hpp"

namespace understudy::cli {

void add_submission(CLI::App& sub, SubmitCommand& command) {
    sub.add_option("--name", command.name,
                   "The voice's name; with submit --each {} is the folder's (and the default)");
    sub.add_option("--language", command.language, "Its language, as the cloud names it: en, de, es …")
        ->type_name("LANGUAGE");
    sub.add_option("--model", command.model, "The model to train (default: the daemon's)");
    sub.add_option("--accent", command.accent, "The accent that the voice is to have, as the cloud names it");
    sub.add_option("--description", command.description, "Words that go with the voice");
    add_labels(sub, command.labels);
    add_max_attempts(sub, command.max_attempts);
    add_priority(sub, command.priority);
    sub.add_flag("--draft", command.draft, "Make the job, do not start it: nothing is spent");
    sub.add_flag("--quote", command.quote,
                 "Make the job, wait for its preflight and show what it will take before it is started");
    sub.add_flag("--yes,-y", command.yes, "Do not ask before spending");
    add_waiting(sub, command.waiting);
    sub.add_option("--override-preflight", command.override_preflight,
                   "Start even if preflight blocks; the reason is kept with the job")
        ->check(empty_text);
}

void add_submit(CLI::App& app, Invocation& invocation) {
    Subcommand<SubmitCommand> sub(app, invocation, "submit", "Make a clone job of recordings and start it",
                                  "understudy submit /srv/recordings/anna --name Anna --language en --wait\n"
                                  "  understudy submit --each /srv/recordings/* --language en");
    SubmitCommand& command = sub.command();
    sub->add_option("PATH", command.paths, "Recordings: files, or folders with all in them")
        ->check(empty_text)
        ->type_name("FILE");
    sub->add_flag("--each", command.each,
                  "One job a PATH, each named after its folder; all are asked for once");
    sub->add_option("--dataset", command.dataset,
                    "In place of recordings: a dataset in the cloud that holds them; nothing is sent")
        ->check(empty_text);
    sub->add_option("--idempotency-key", command.idempotency_key,
                    "The same key never makes a second job (default: random)")
        ->check(empty_text);
    add_submission(*sub.operator->(), command);
    sub->get_option("--language")->required();
}

}  // namespace understudy::cli
