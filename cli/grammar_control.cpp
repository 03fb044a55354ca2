// The commands for all jobs at once, for a job's place among them, and cancel.
#include "cli/subcommand.hpp"

namespace understudy::cli {

namespace {

void add_cancel(CLI::App& app, Invocation& invocation) {
    Subcommand<CancelCommand> sub(app, invocation, "cancel",
                                  "Cancel a job; a training that is not paid for yet is deleted in the cloud",
                                  "understudy cancel 01JD9Z");
    sub.id();
    sub->add_flag("--keep-training", sub.command().keep_training,
                  "Leave a training in the cloud alone: it is paid for when it completes");
    sub.yes("Do not ask");
}

void add_switch(CLI::App& app, Invocation& invocation, bool pause) {
    const std::string name = pause ? "pause" : "resume";
    Subcommand<SwitchCommand> sub(app, invocation, name.c_str(),
                                  pause ? "Stop all spending or all uploading, until it is resumed"
                                        : "Let all spending or all uploading go on",
                                  "understudy " + name + " spending");
    SwitchCommand& command = sub.command();
    command.pause = pause;
    sub->add_option("WHAT", command.what, "spending, uploading or all")
        ->required()
        ->check(CLI::IsMember({"spending", "uploading", "all"}));
    if (pause) sub->add_option("--reason", command.reason, "Why; shown to whoever asks why a job waits");
}

void add_line(CLI::App& app, Invocation& invocation) {
    Subcommand<LimitCommand> limit(app, invocation, "limit",
                                   "Limit the bandwidth of all uploads, or show the limit",
                                   "understudy limit 2MiB");
    limit
        ->add_option("SPEED", limit.command().speed,
                     "A second: 2MiB, 10MB; off: none; default: as configured")
        ->check(empty_text)
        ->type_name("SIZE");
    Subcommand<ControlCommand>(app, invocation, "control", "Show what is switched for all jobs",
                               "understudy control");
    Subcommand<QueueCommand> queue(app, invocation, "queue", "Show the jobs in the order of their turns",
                                   "understudy queue");
    queue->add_option("--limit", queue.command().limit, "No more than this many")
        ->check(CLI::Range(1, 1'000))
        ->capture_default_str();
    Subcommand<MoveCommand> move(app, invocation, "move", "Move a job within the queue",
                                 "understudy move 01JD9Z --top\n  understudy move 01JD9Z --before 01JD8Q");
    MoveCommand& command = move.command();
    move.id();
    auto* where = move->add_option_group("where", "Where to");
    where->add_flag_callback(
        "--top", [to = &command.to] { *to = "top"; }, "To the beginning of the line");
    where->add_flag_callback(
        "--bottom", [to = &command.to] { *to = "bottom"; }, "To its end");
    where->add_option("--before", command.before, "Before this job, of the same priority")->type_name("JOB");
    where->add_option("--after", command.after, "Behind this job, of the same priority")->type_name("JOB");
    where->require_option(1);
}

}  // namespace

void add_control(CLI::App& app, Invocation& invocation) {
    add_cancel(app, invocation);
    add_switch(app, invocation, true);
    add_switch(app, invocation, false);
    add_line(app, invocation);
}

}  // namespace understudy::cli
