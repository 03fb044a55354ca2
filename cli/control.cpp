#include "cli/acting.hpp"
#include "cli/commands.hpp"
#include "cli/confirm.hpp"
#include "cli/controls_shown.hpp"
#include "cli/documents.hpp"
#include "cli/job_table.hpp"
#include "cli/progress.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"
#include "cli/watch.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

bool took_effect(std::string_view action, const Job& job) {
    const bool at_work = job.state == "uploading" || job.state == "training";
    if (action == "start") return at_work || job.state == "completed";
    if (action == "retry") return job.state != "failed";
    if (action == "cancel") return job.state == "canceled";
    if (action == "hold") return job.hold.has_value();
    return !job.hold;  // release, resolve
}

ExitCode confirm_spending(Session& session, const std::string& id, bool yes, std::string_view question,
                          std::string_view otherwise) {
    if (yes) return ExitCode::done;
    const auto job = session.ask_for_job(get_job(id));
    if (!job) return job.error();
    return confirm(session, spending_words(job->name), question, otherwise);
}

ExitCode act_and_report(Session& session, const std::string& id, std::string_view action, std::string body,
                        const Waiting& waiting) {
    const auto job = act(session, id, action, std::move(body));
    return job ? report(session, *job, waiting) : job.error();
}

std::string edit_body(const EditCommand& command) {
    Body body;
    const auto text = [&](const char* member, const std::optional<std::string>& value) {
        if (value) body.text(member, *value);
    };
    text("name", command.name);
    text("language", command.language);
    text("model_id", command.model);
    text("accent", command.accent);
    text("description", command.description);
    if (!command.paths.empty()) body.texts("recordings", command.paths);
    if (command.max_attempts) body.number("max_attempts", *command.max_attempts);
    if (command.priority) body.number("priority", *command.priority);
    if (!command.labels.empty()) body.pairs("labels", command.labels);
    return body.to_string();
}

}  // namespace

Result<Job, ExitCode> act(Session& session, const std::string& id, std::string_view action,
                          std::string body) {
    auto answered = session.ask(act_on_job(id, action, std::move(body), session.world().random_key()));
    if (!answered) return failure(answered.error());
    if (answered->resent && answered->response.status == 409) {
        auto job = session.ask_for_job(get_job(id));
        if (!job || took_effect(action, *job)) return job;
    }
    auto success = session.success_of(std::move(answered->response));
    if (!success) return failure(success.error());
    return session.job_of(*success);
}

ExitCode report(Session& session, const Job& job, const Waiting& waiting) {
    if (!job.ignored.empty()) session.world().err(ignored_words(job.ignored) + "\n");
    if (waiting.wait || waiting.through_holds)
        return watch_job(session, job.id, {waiting.through_holds, true});
    if (session.json()) return session.print_json(job.document);
    World& world = session.world();
    Line line{{visible(job.id) + "  "}, {visible(job.name) + "  ", Ink::bold}};
    for (Span& span : standing(job, world.now())) line.push_back(std::move(span));
    session.say(to_text(line, unlimited, world.out_facts().colours));
    if (job.hold) session.say("  " + hold_words(job));
    if (!job.reuse.empty()) session.say("  " + visible(job.reuse));
    return ExitCode::done;
}

ExitCode perform(Session& session, const StartCommand& command) {
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    const ExitCode agreed = confirm_spending(session, *id, command.yes, "Start?", "Nothing was started.");
    if (agreed != ExitCode::done) return agreed;
    Body body;
    if (!command.override_preflight.empty()) body.text("override_preflight", command.override_preflight);
    return act_and_report(session, *id, "start", command.override_preflight.empty() ? "" : body.to_string(),
                          command.waiting);
}

ExitCode perform(Session& session, const RetryCommand& command) {
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    const ExitCode agreed = confirm_spending(session, *id, command.yes, "Try again?", "Nothing was started.");
    if (agreed != ExitCode::done) return agreed;
    return act_and_report(session, *id, "retry", "", command.waiting);
}

/// As rm does: a person is asked, and told what it means for money first; a script is taken at its word.
ExitCode perform(Session& session, const CancelCommand& command) {
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    if (!command.yes && session.world().input_is_terminal() && session.world().err_facts().terminal) {
        const auto explanation = session.ask_for_success(explain_job(*id));
        if (!explanation) return explanation.error();
        const std::string meaning = in_options(visible(if_canceled_in(*explanation)));
        const ExitCode agreed =
            meaning.empty() ? ExitCode::done : confirm(session, meaning, "Cancel?", "Nothing was canceled.");
        if (agreed != ExitCode::done) return agreed;
    }
    Body body;
    if (command.keep_training) body.flag("keep_training", true);
    return act_and_report(session, *id, "cancel", command.keep_training ? body.to_string() : "", {});
}

ExitCode perform(Session& session, const SteerCommand& command) {
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    return act_and_report(session, *id, command.action, "", {});
}

ExitCode perform(Session& session, const EditCommand& command) {
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    const auto job = session.ask_for_job(edit_job(*id, edit_body(command)), submission_patience);
    return job ? report(session, *job, {}) : job.error();
}

ExitCode perform(Session& session, const DeleteCommand& command) {
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    const auto job = session.ask_for_job(get_job(*id));
    if (!job) return job.error();
    const std::string statement = "This deletes “" + visible(job->name) + "” (" + *id + ", " +
                                  visible(job->state) + ") and its history.";
    // As rm does: a person is asked, a script is taken at its word. Nothing is spent here.
    if (!command.yes && session.world().input_is_terminal() && session.world().err_facts().terminal) {
        const ExitCode agreed = confirm(session, statement, "Delete?", "Nothing was deleted.");
        if (agreed != ExitCode::done) return agreed;
    } else if (!session.json()) {
        session.world().err("understudy: " + statement + "\n");
    }
    auto answered = session.ask(delete_job(*id));
    if (!answered) return answered.error();
    const bool gone_before = answered->resent && answered->response.status == 404;
    if (!gone_before)
        if (const auto success = session.success_of(std::move(answered->response)); !success)
            return success.error();
    if (session.json()) {
        Body body;
        body.text("deleted", *id);
        body.text("name", job->name);
        body.text("state", job->state);
        return session.print_json(body.to_string());
    }
    session.say(*id + " is deleted.");
    return ExitCode::done;
}

ExitCode perform(Session& session, const ResolveCommand& command) {
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    if (command.outcome == "void" && !command.yes) {
        const ExitCode agreed =
            confirm(session, "If the lost call did make a training, voiding it can buy a second one.",
                    "Void?", "Nothing was resolved.");
        if (agreed != ExitCode::done) return agreed;
    }
    Body body;
    body.text("outcome", command.outcome);
    if (!command.fine_tune_id.empty()) body.text("fine_tune_id", command.fine_tune_id);
    body.text("reason", command.reason);
    return act_and_report(session, *id, "resolve", body.to_string(), {});
}

}  // namespace understudy::cli
