// The question comes before anything is made: a no, or nobody there to say yes, leaves nothing behind. One
// POST makes and starts the job, so that there is no moment at which it is made and not started. Only when
// preflight is to be overruled there are two: the reason belongs to the start.
#include "cli/acting.hpp"
#include "cli/commands.hpp"
#include "cli/confirm.hpp"
#include "cli/documents.hpp"
#include "cli/requests.hpp"
#include "cli/submission.hpp"
#include "cli/submit_each.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

Result<Job, ExitCode> start_overruling(Session& session, const Job& job, const std::string& reason) {
    Body body;
    body.text("override_preflight", reason);
    auto started = act(session, job.id, "start", body.to_string());
    if (!started)
        session.world().err("understudy: " + job.id + " is made and not started; «understudy start " +
                            job.id + " --override-preflight REASON» starts it\n");
    return started;
}

/// That its own job is there is no surprise where the request was sent again after a lost answer.
Result<Job, ExitCode> make_once(Session& session, net::Request request) {
    auto answered = session.ask(std::move(request), submission_patience);
    if (!answered) return failure(answered.error());
    const bool known = !answered->resent && answered->response.headers.find("Idempotency-Replayed");
    const auto text = session.success_of(std::move(answered->response));
    if (!text) return failure(text.error());
    auto job = session.job_of(*text);
    if (job && known)
        session.world().err("understudy: this was submitted before, as " + visible(job->id) +
                            "; no second job was made\n");
    return job;
}

}  // namespace

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

ExitCode check_first(Session& session, const SubmitCommand& command) {
    std::string body = submission_body(command, false);
    body.insert(body.size() - 1, ",\"check\":true");
    const auto good = session.ask_for_success(check_job(std::move(body)), submission_patience);
    return good ? ExitCode::done : good.error();
}

ExitCode agree_to_start(Session& session, const SubmitCommand& command, std::string_view otherwise) {
    if (command.draft || command.yes || command.quote) return ExitCode::done;
    return confirm(session, spending_words(command.name), "Start?", otherwise);
}

Result<Job, ExitCode> submit_one(Session& session, const SubmitCommand& command) {
    const std::string key =
        command.idempotency_key.empty() ? session.world().random_key() : command.idempotency_key;
    const bool overrule = !command.draft && !command.override_preflight.empty();
    auto job = make_once(session, submit_job(submission_body(command, !command.draft && !overrule), key));
    if (!job || !overrule || job->state != "draft") return job;
    return start_overruling(session, *job, command.override_preflight);
}

namespace {

Result<Job, ExitCode> start_quoted(Session& session, const Job& job, const SubmitCommand& command) {
    if (command.draft || job.state != "draft") return job;
    const std::string id = visible(job.id);
    const ExitCode agreed = command.yes ? ExitCode::done
                                        : confirm(session, spending_words(job.name), "Start?",
                                                  "It stays a draft: understudy start " + id +
                                                      " starts it, understudy delete " + id + " removes it.");
    if (agreed != ExitCode::done) return failure(agreed);
    if (!command.override_preflight.empty())
        return start_overruling(session, job, command.override_preflight);
    return act(session, job.id, "start", "");
}

}  // namespace

ExitCode submit_and_report(Session& session, const SubmitCommand& command) {
    SubmitCommand wanted = command;
    if (command.quote) wanted.draft = true;
    auto job = submit_one(session, wanted);
    if (job && command.quote) {
        auto quoted = show_quote(session, *job);
        job = quoted ? start_quoted(session, *quoted, command) : std::move(quoted);
    }
    return job ? report(session, *job, command.waiting) : job.error();
}

ExitCode perform(Session& session, const SubmitCommand& command) {
    if (command.each) return submit_each(session, command);
    const ExitCode agreed =
        agree_to_start(session, command, "Nothing was made. --draft makes the job without starting it.");
    if (agreed != ExitCode::done) return agreed;
    // The cloud's word on a dataset is asked for once, by a person's hand; a repeated request is answered as
    // before.
    if (!command.dataset.empty() && command.idempotency_key.empty())
        if (const ExitCode good = check_first(session, command); good != ExitCode::done) return good;
    return submit_and_report(session, command);
}

}  // namespace understudy::cli
