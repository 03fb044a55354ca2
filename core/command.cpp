// What a command makes of a job, or why its state forbids it.
#include "core/command.hpp"

#include <algorithm>
#include <utility>

#include "core/adoption.hpp"
#include "core/apply_parts.hpp"
#include "core/check.hpp"
#include "core/require.hpp"
#include "core/words.hpp"

namespace understudy {
namespace {

using Refusal = std::optional<Problem>;

Problem forbidden_by_state(const Job& job, const std::string& verb, const std::string& cure) {
    const std::string held = job.hold ? std::string(", held: ") + to_word(job.hold->reason) : "";
    return {409, "state-forbids", "The job's state forbids this",
            "a job that is " + std::string(state_word(job.state)) + held + " cannot be " + verb + "; " + cure,
            ""};
}

bool held_for(const Job& job, HoldReason reason) { return job.hold && job.hold->reason == reason; }

Refusal on(Stepper& step, StartCommand&& start) {
    auto* draft = state_of<Draft>(step);
    if (!draft)
        return forbidden_by_state(step.job(), "started",
                                  "only a draft can; a failed job is re-attempted with retry");
    if (step.job().cancel_wished) return forbidden_by_state(step.job(), "started", "it is being canceled");
    if (!start.override_preflight.empty())
        if (auto problem = check_reason("/override_preflight", start.override_preflight)) return problem;
    if (held_for(step.job(), HoldReason::preflight)) {
        if (start.override_preflight.empty())
            return Problem{
                409, "preflight-blocks", "Preflight blocks this job",
                "correct the recordings and edit the job, or start it with override_preflight and a reason",
                ""};
        step.release("preflight overruled: " + start.override_preflight);
    }
    if (draft->start_wished && draft->override_reason == start.override_preflight) return std::nullopt;
    draft->start_wished = true;
    if (!start.override_preflight.empty()) {
        draft->override_reason = start.override_preflight;
        const std::string by = start.by.empty() ? "somebody" : start.by;
        step.say("preflight_overruled", by + " overrules preflight: " + start.override_preflight,
                 {{"reason", start.override_preflight}, {"by", by}});
    }
    step.say("start_wished", start.override_preflight.empty()
                                 ? "to be started"
                                 : "to be started whatever preflight says: " + start.override_preflight);
    return std::nullopt;
}

/// Whoever asked to stop the training may still say that it is to go on, as long as nothing came of it.
Refusal on(Stepper& step, CancelCommand&& cancel) {
    Job& job = step.job();
    if (state_of<Completed>(step))
        return forbidden_by_state(job, "canceled", "delete its voices in the cloud if they are not wanted");
    if (state_of<Canceled>(step)) return std::nullopt;
    if (cancel.keep_training && deletion_out(job))
        return forbidden_by_state(job, "canceled without its training",
                                  "the cloud is being asked to delete it; ask again when that is answered");
    const bool keep = cancel.keep_training || begun_by_hand(job);
    if (job.cancel_wished && job.keep_training == keep) return std::nullopt;
    job.cancel_wished = true;
    job.keep_training = keep;
    step.say("cancel_wished",
             keep ? "asked to cancel, and to leave a training in the cloud alone" : "asked to cancel");
    return std::nullopt;
}

bool measured(const Job& job) { return job.tally.files_measured == job.tally.files_total; }

Refusal on(Stepper& step, RetryCommand&&) {
    const auto* failed = state_of<Failed>(step);
    Job& job = step.job();
    if (!failed) return forbidden_by_state(job, "re-attempted", "only a failed job can");
    if (held_for(job, HoldReason::unknown_outcome))
        return forbidden_by_state(job, "re-attempted",
                                  "resolve it first: adopt a fine-tune by its id, or void");
    if (held_for(job, HoldReason::paused)) step.release("re-attempted");
    job.allowance_from = job.attempt;
    job.approved = false;
    job.run = Run{};
    if (job.own_dataset && !measured(job)) {
        step.become(Draft{true, ""}, "re-attempted with new recordings");
    } else if (failed->in_uploading || job.dataset_id.empty()) {
        step.become(
            Uploading{job.dataset_id.empty() ? UploadingStep::needs_dataset : UploadingStep::sending_files},
            "re-attempted");
    } else {
        step.become(before_money(job), "re-attempted");
    }
    return std::nullopt;
}

Refusal on(Stepper& step, HoldCommand&&) {
    if (held_for(step.job(), HoldReason::paused)) return std::nullopt;
    if (step.job().hold) return forbidden_by_state(step.job(), "held", "it is held already");
    if (at_rest(step.job())) return forbidden_by_state(step.job(), "held", "nothing happens with it");
    step.hold(HoldReason::paused, "release it", "asked to hold");
    return std::nullopt;
}

Refusal on(Stepper& step, ReleaseCommand&&) {
    if (!step.job().hold) return forbidden_by_state(step.job(), "released", "it is not held");
    if (held_for(step.job(), HoldReason::preflight))
        return forbidden_by_state(step.job(), "released",
                                  "start it with override_preflight and a reason, or edit its recordings");
    if (held_for(step.job(), HoldReason::unknown_outcome))
        return forbidden_by_state(step.job(), "released", "resolve it: adopt a fine-tune by its id, or void");
    step.job().run.listed = false;
    step.job().run.missing = 0;
    step.release("asked to release");
    return std::nullopt;
}

Refusal resolve_adopt(Stepper& step, const ResolveCommand& resolve) {
    if (resolve.fine_tune_id.empty())
        return invalid_field("/fine_tune_id", "name the fine-tune that is to be adopted: fine_tune_id");
    Intent* intent = step.last_intent(IntentKind::fine_tune);
    for (Intent& candidate : step.job().intents)
        if (candidate.remote_id == resolve.fine_tune_id) intent = &candidate;
    const bool known = intent != nullptr && intent->remote_id == resolve.fine_tune_id;
    if (known) {
        step.job().attempt = std::max(step.job().attempt, intent->attempt);
    } else if (intent == nullptr || (intent->status == IntentStatus::confirmed && !step.job().attempt_open)) {
        // Nothing of this attempt was begun by us: what is adopted counts as its training.
        step.job().attempt += step.job().attempt_open ? 0 : 1;
        intent = &step.add_intent(step.job().attempt, adopted_nonce(resolve.fine_tune_id));
    }
    CloudFineTune fine_tune;
    fine_tune.id = resolve.fine_tune_id;
    step.job().run.call_out = false;
    // Whoever names it may have begun it by hand: an older wish to cancel does not delete it.
    step.job().keep_training |= step.job().cancel_wished;
    step.job().attempt_open = true;
    if (!state_of<Training>(step)) step.become(before_money(step.job()), "a person adopts a fine-tune");
    if (intent->status == IntentStatus::confirmed && intent->remote_id != resolve.fine_tune_id) {
        // Two stand in the cloud: the other one is to be followed.
        Intent& other = step.add_intent(step.job().attempt, adopted_nonce(resolve.fine_tune_id));
        step.close_intent(other, IntentStatus::confirmed, resolve.fine_tune_id,
                          "followed instead: " + resolve.reason);
        Training training = std::get<Training>(step.job().state);
        training.step = TrainingStep::watching;
        training.fine_tune_id = resolve.fine_tune_id;
        training.cloud_status.clear();  // the other one's: its "completed" would hide this one's
        step.move_to(training);
    } else {
        adopt(step, *intent, fine_tune, "adopted by a person: " + resolve.reason);
    }
    step.say("resolved", "adopt " + resolve.fine_tune_id + ": " + resolve.reason);
    return std::nullopt;
}

void resolve_void(Stepper& step, const ResolveCommand& resolve) {
    Intent* intent = step.last_intent(IntentKind::fine_tune);
    if (intent && intent->status == IntentStatus::unknown) {
        step.close_intent(*intent, IntentStatus::voided, "", "voided by a person: " + resolve.reason);
        if (training_at(step, TrainingStep::settling)) step.move_to(before_money(step.job()));
    }
    step.job().voids = 0;
    step.say("resolved", "void: " + resolve.reason);
}

Refusal on(Stepper& step, ResolveCommand&& resolve) {
    if (!held_for(step.job(), HoldReason::unknown_outcome))
        return forbidden_by_state(step.job(), "resolved",
                                  "only a job that is held for an unknown outcome can");
    if (auto problem = check_reason("/reason", resolve.reason)) return problem;
    if (resolve.adopt) {
        if (auto problem = resolve_adopt(step, resolve)) return problem;
    } else {
        resolve_void(step, resolve);
    }
    step.release("resolved by a person");
    return std::nullopt;
}

Refusal check_edit(const EditCommand& edit, const Policy& policy) {
    if (edit.name)
        if (auto problem = check_name(*edit.name)) return problem;
    if (edit.description)
        if (auto problem = check_description(*edit.description)) return problem;
    if (edit.language)
        if (auto problem = check_language(*edit.language)) return problem;
    if (edit.model_id)
        if (auto problem = check_model(*edit.model_id, policy)) return problem;
    if (edit.accent)
        if (auto problem = check_accent(*edit.accent)) return problem;
    if (edit.max_attempts)
        if (auto problem = check_attempts(*edit.max_attempts)) return problem;
    if (edit.priority)
        if (auto problem = check_priority(*edit.priority)) return problem;
    return edit.labels ? check_labels(*edit.labels) : std::nullopt;
}

void replace_recordings(Stepper& step, const EditCommand& edit) {
    Job& job = step.job();
    require(edit.selection.has_value(), "new paths come with what they came to");
    const bool stays = held_for(job, HoldReason::paused) || held_for(job, HoldReason::unknown_outcome);
    if (job.hold && !stays) step.release("the recordings were named again");
    if (auto* draft = state_of<Draft>(step)) draft->override_reason.clear();
    job.spec.paths = *edit.paths;
    job.dataset_id.clear();  // what was uploaded before stays where it is; the new recordings get a dataset
                             // of their own
    job.own_dataset = true;
    job.run = Run{};
    job.preflight.reset();
    job.recordings = recordings_of(*edit.selection);
    job.recordings_loaded = true;
    step.touch_all_recordings();
}

/// Whose turn it is may change while a job is at work; what it is may not.
bool changes_the_order_alone(const EditCommand& edit) {
    return edit.priority && !edit.name && !edit.description && !edit.language && !edit.model_id &&
           !edit.accent && !edit.paths && !edit.max_attempts && !edit.labels;
}

Refusal on(Stepper& step, EditCommand&& edit) {
    const bool waits_its_turn = !terminal(step.job()) && changes_the_order_alone(edit);
    if (!state_of<Draft>(step) && !state_of<Failed>(step) && !waits_its_turn)
        return forbidden_by_state(step.job(), "edited",
                                  "only drafts and failed jobs can, and the priority of a job at work");
    if (auto problem = check_edit(edit, step.policy)) return problem;
    Spec& spec = step.job().spec;
    if (edit.priority) spec.priority = *edit.priority;
    if (edit.name) spec.name = *edit.name;
    if (edit.description) spec.description = *edit.description;
    if (edit.language) spec.language = *edit.language;
    if (edit.model_id) spec.model_id = *edit.model_id;
    if (edit.accent) spec.accent = *edit.accent;
    if (edit.max_attempts) spec.max_attempts = *edit.max_attempts;
    if (edit.labels) spec.labels = *edit.labels;
    if (edit.paths) replace_recordings(step, edit);
    const std::string order = edit.priority ? "; its priority is " + std::to_string(spec.priority) : "";
    step.say("edited", (edit.paths ? "edited; the recordings were named again" : "edited") + order);
    return std::nullopt;
}

Refusal on(Stepper& step, MoveCommand&& move) {
    if (at_rest(step.job())) return forbidden_by_state(step.job(), "moved", "it does not wait for anything");
    require(!move.key.empty(), "a job is moved to a place");
    step.job().queue_key = std::move(move.key);
    step.say("moved", "moved in the queue");
    return std::nullopt;
}

Refusal on(Stepper& step, ApproveCommand&& approve) {
    Job& job = step.job();
    if (terminal(job)) return forbidden_by_state(job, "approved", "it buys nothing any more");
    if (at_rest(job))
        return forbidden_by_state(job, "approved", "retry it first: an approval is for what it buys then");
    if (!approve.reason.empty())
        if (auto problem = check_reason("/reason", approve.reason)) return problem;
    if (job.approved) return std::nullopt;
    job.approved = true;
    const std::string by = approve.by.empty() ? "somebody" : approve.by;
    const std::string why = approve.reason.empty() ? "" : ": " + approve.reason;
    step.say("approved", by + " lets it spend beyond what needs approval" + why,
             {{"reason", approve.reason}, {"by", by}});
    if (held_for(job, HoldReason::budget)) step.release("approved");
    return std::nullopt;
}

/// The id goes with the dataset, so that nothing is trained on it any more. It is kept apart: by it the other
/// jobs of the speaker are found.
Refusal on(Stepper& step, DatasetDeletedCommand&& deleted) {
    Job& job = step.job();
    Completed* const completed = state_of<Completed>(step);
    if (completed == nullptr || !job.own_dataset)
        return forbidden_by_state(job, "parted from its dataset", "only a completed job with its own can");
    if (job.dataset_id.empty()) return std::nullopt;
    const std::string id = std::exchange(job.dataset_id, {});
    completed->deleted_dataset_id = id;
    step.say("dataset_deleted", "its dataset " + id + " is deleted in the cloud: " + deleted.reason,
             {{"dataset_id", id}, {"reason", deleted.reason}});
    return std::nullopt;
}

}  // namespace

Result<Step, Problem> command(Job job, Command command, const Policy& policy, Now now) {
    Stepper step(std::move(job), policy, now);
    const Refusal refusal = std::visit([&](auto& what) { return on(step, std::move(what)); }, command);
    if (refusal) return failure(*refusal);
    return std::move(step).finish();
}

std::optional<Problem> forbids_deletion(const Job& job) {
    if (std::holds_alternative<Draft>(job.state) || at_rest(job)) return std::nullopt;
    return forbidden_by_state(job, "deleted", "cancel it first");
}

}  // namespace understudy
