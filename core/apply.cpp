#include "core/apply.hpp"

#include <algorithm>

#include "core/apply_parts.hpp"
#include "core/preflight.hpp"

namespace understudy {
namespace {

/// An intent may stand between the job and its end: open with its request under way, or unknown.
bool intent_pending(const Job& job) {
    return std::any_of(job.intents.begin(), job.intents.end(), [&](const Intent& intent) {
        return intent.status == IntentStatus::unknown ||
               (intent.status == IntentStatus::open && job.run.call_out);
    });
}

/// What is paid for all the same.
std::string what_goes_on(const Job& job) {
    const auto* training = std::get_if<Training>(&job.state);
    if (!training || training->fine_tune_id.empty()) return "";
    const std::string named = "; fine-tune " + training->fine_tune_id;
    if (training->step == TrainingStep::collecting)
        return named + " had completed: it is paid for, and its voices are in the cloud";
    return named + " goes on in the cloud and is paid for when it completes";
}

/// A draft that is to start, measured and let through.
bool ready_to_start(const Job& job) {
    const auto* draft = std::get_if<Draft>(&job.state);
    if (!draft || !draft->start_wished || job.hold) return false;
    if (!job.own_dataset) return true;
    return job.recordings_loaded && !job.recordings.empty() &&
           job.tally.files_measured == job.tally.files_total;
}

void begin_uploading(Stepper& step) {
    if (step.job().own_dataset && !judge(step)) return;
    const auto first =
        step.job().dataset_id.empty() ? UploadingStep::needs_dataset : UploadingStep::sending_files;
    step.become(Uploading{first}, "started");
}

/// The intent is durable, but what it stands on has grown old while the request could not leave: a hold, the
/// gate, the disk.
bool checked_too_long_ago(const Job& job, const Policy& policy, Now now) {
    const auto* training = std::get_if<Training>(&job.state);
    return training && training->step == TrainingStep::buying && !job.hold && !job.cancel_wished &&
           !job.run.call_out && now.steady - job.run.checked_at > policy.check_good_for;
}

void check_anew(Stepper& step) {
    Intent* intent = step.last_intent(IntentKind::fine_tune);
    require(intent != nullptr && intent->status == IntentStatus::open, "a purchase needs an open intent");
    step.close_intent(
        *intent, IntentStatus::voided, "",
        "it was never sent, and what stands in the cloud was seen too long ago: it is listed again");
    step.move_to(before_money(step.job()));
}

void clamp_retry(Stepper& step, Failed failed) {
    failed.retry_at = step.now.wall + failed.retry_delay;
    step.move_to(failed);
}

}  // namespace

Step apply(Job job, Happening happening, const Policy& policy, Now now) {
    Stepper step(std::move(job), policy, now);
    std::visit([&](auto& what) { on(step, std::move(what)); }, happening);
    return std::move(step).finish();
}

std::optional<Step> advance(Job& job, const Policy& policy, Now now) {
    const auto begin = [&] { return Stepper(std::move(job), policy, now); };
    if (job.cancel_wished && !terminal(job) && !intent_pending(job) && !to_be_stopped(job) &&
        !deletion_out(job)) {
        Stepper step = begin();
        cancel(step, what_goes_on(step.job()));
        return std::move(step).finish();
    }
    if (job.recordings_loaded && to_be_judged(job, policy)) {  // the thresholds have changed
        Stepper step = begin();
        judge(step);
        return std::move(step).finish();
    }
    if (ready_to_start(job)) {
        Stepper step = begin();
        begin_uploading(step);
        return std::move(step).finish();
    }
    if (checked_too_long_ago(job, policy, now)) {
        Stepper step = begin();
        check_anew(step);
        return std::move(step).finish();
    }
    const auto* failed = std::get_if<Failed>(&job.state);
    if (!failed || !failed->retry_at || job.hold) return std::nullopt;
    if (*failed->retry_at > now.wall + failed->retry_delay) {  // the clock stepped back
        Stepper step = begin();
        clamp_retry(step, std::get<Failed>(step.job().state));
        return std::move(step).finish();
    }
    if (*failed->retry_at > now.wall) return std::nullopt;
    Stepper step = begin();
    step.become(before_money(step.job()), "re-attempted by itself");
    return std::move(step).finish();
}

std::optional<Step> recover(Job& job, const Policy& policy, Now now) {
    const bool open = !job.intents.empty() && job.intents.back().status == IntentStatus::open;
    if (!open) return std::nullopt;
    Stepper step(std::move(job), policy, now);
    Intent& intent = step.job().intents.back();
    if (intent.kind == IntentKind::dataset && state_of<Uploading>(step))
        step.move_to(Uploading{UploadingStep::settling_dataset});
    if (auto* training = state_of<Training>(step); training && intent.kind == IntentKind::fine_tune)
        training->step = TrainingStep::settling;
    begin_settling(step, intent, "the daemon stopped while the request may have been under way");
    return std::move(step).finish();
}

}  // namespace understudy
