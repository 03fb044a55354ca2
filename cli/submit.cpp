// The question comes before anything is made: a no, or nobody there to say yes, leaves nothing behind. One
// POST makes and starts the job, so that there is no moment at which it is made and not started. Only when
// preflight is to be overruled there are two: the reason belongs to the start.
#include "cli/acting.hpp"
#include "cli/commands.hpp"
#include "cli/confirm.hpp"
#include "cli/documents.hpp"
#include "cli/requests.hpp"
#include "cli/submit_each.hpp"

namespace understudy::cli {

namespace {

std::string submission_body(const SubmitCommand& command, bool start) {
    Body body;
    body.text("name", command.name);
    body.text("language", command.language);
    if (command.dataset.empty())
        body.texts("recordings", command.paths);
    else
        body.text("dataset_id", command.dataset);
    if (!command.description.empty()) body.text("description", command.description);
    if (!command.model.empty()) body.text("model_id", command.model);
    if (!command.accent.empty()) body.text("accent", command.accent);
    if (command.max_attempts) body.number("max_attempts", *command.max_attempts);
    if (command.priority) body.number("priority", *command.priority);
    if (!command.labels.empty()) body.pairs("labels", command.labels);
    if (start) body.flag("start", true);
    return body.to_string();
}

Result<Job, ExitCode> start_overruling(Session& session, const Job& job, const std::string& reason) {
    Body body;
    body.text("override_preflight", reason);
    auto started = act(session, job.id, "start", body.to_string());
    if (!started)
        session.world().err("understudy: " + job.id + " is made and not started; «understudy start " +
                            job.id + " --override-preflight REASON» starts it\n");
    return started;
}

}  // namespace

Result<Job, ExitCode> submit_one(Session& session, const SubmitCommand& command) {
    const std::string key =
        command.idempotency_key.empty() ? session.world().random_key() : command.idempotency_key;
    const bool overrule = !command.override_preflight.empty();
    auto job = session.ask_for_job(submit_job(submission_body(command, !command.draft && !overrule), key),
                                   submission_patience);
    if (!job || !overrule) return job;
    return start_overruling(session, *job, command.override_preflight);
}

ExitCode perform(Session& session, const SubmitCommand& command) {
    if (command.each) return submit_each(session, command);
    if (!command.draft && !command.yes) {
        const ExitCode agreed = confirm(session, spending_words(command.name), "Start?",
                                        "Nothing was made. --draft makes the job without starting it.");
        if (agreed != ExitCode::done) return agreed;
    }
    const auto job = submit_one(session, command);
    return job ? report(session, *job, command.waiting) : job.error();
}

}  // namespace understudy::cli
