// What was bought is followed to its end: the cloud's status, then the voices.
#include <algorithm>

#include "core/adoption.hpp"
#include "core/apply_parts.hpp"
#include "core/backoff.hpp"
#include "core/cloud_status.hpp"

namespace understudy {
namespace {

/// 404 by id so often in a row means vanished; absence from a list means nothing.
constexpr int kVanishedAfter = 3;

/// The wait before the automatic re-attempt; nullopt when none is left, or when the cloud blames the
/// recordings.
std::optional<Duration> automatic_retry(Stepper& step, const CloudFineTune& fine_tune) {
    const int failed_attempts = step.job().attempt - step.job().allowance_from;
    if (!fine_tune.user_errors.empty() || failed_attempts >= step.job().spec.max_attempts)
        return std::nullopt;
    return retry_delay(failed_attempts, step.policy);
}

void training_failed(Stepper& step, const CloudFineTune& fine_tune) {
    Job& job = step.job();
    step.charge_for(fine_tune.id, Charge::none);
    Failed failed;
    const auto delay = automatic_retry(step, fine_tune);
    if (delay) failed.retry_at = step.now.wall + *delay, failed.retry_delay = *delay;
    const std::string attempt =
        std::to_string(job.attempt - job.allowance_from) + " of " + std::to_string(job.spec.max_attempts);
    const std::string words = fine_tune.user_errors.empty() ? "" : ": " + joined(fine_tune.user_errors, "; ");
    const std::string then = delay ? "; re-attempted by itself in " + in_words(*delay)
                             : fine_tune.user_errors.empty()
                                 ? "; no attempts are left"
                                 : "; the cloud blames the recordings, so it is not re-attempted by itself";
    job.error = JobError{"training_failed",
                         "the training failed, attempt " + attempt,
                         joined(fine_tune.user_errors, "; "),
                         {},
                         "",
                         step.now.wall};
    job.attempt_open = false;
    failed.standing = before_money(job).standing;
    failed.in_uploading = begun_by_hand(job);  // whoever re-attempts it has its dataset listed first
    Stepper::Data data{{"fine_tune_id", fine_tune.id}};
    if (failed.retry_at) data.emplace_back("retry_at", to_rfc3339(*failed.retry_at));
    step.become(failed, "the training failed, attempt " + attempt + words + then, std::move(data));
}

/// Held for this, or by a hold that does not give way to it: said once, not at every look.
bool holds_already(const Job& job) {
    return job.hold && (job.hold->reason == HoldReason::vanished || job.hold->reason == HoldReason::paused ||
                        job.hold->reason == HoldReason::unknown_outcome);
}

void no_voices_yet(Stepper& step) {
    Run& run = step.job().run;
    if (run.voiceless++ == 0)
        step.say("trouble", "the fine-tune is completed but shows no voices yet; looked at again by itself");
    const Duration wait = step.policy.poll_interval * std::min(run.voiceless, 10);
    run.not_before = step.now.steady + std::min(wait, step.policy.longest_wait);
}

}  // namespace

void on(Stepper& step, FineTuneSeen&& happening) {
    if (!training_at(step, TrainingStep::watching) || deletion_out(step.job())) return;
    Job& job = step.job();
    Training training = std::get<Training>(job.state);
    const CloudFineTune& seen = happening.fine_tune;
    if (seen.id != training.fine_tune_id) return;
    job.run.missing = 0;
    if (job.hold && job.hold->reason == HoldReason::vanished) step.release("the fine-tune is there again");
    if (cloud_says_failed(seen.status)) return training_failed(step, seen);
    const bool trained = cloud_says_completed(seen.status);
    if (!trained && seen.status == training.cloud_status) return;
    training.cloud_status = seen.status;
    if (trained) training.step = TrainingStep::collecting, step.charge_for(seen.id, Charge::spent);
    step.worked();
    step.move_to(training);
    step.say("cloud_status", "the cloud says: " + seen.status, {{"status", seen.status}});
}

void on(Stepper& step, FineTuneUnseen&& happening) {
    if (!training_at(step, TrainingStep::watching) || happening.trouble.http_status != 404) return;
    Job& job = step.job();
    if (++job.run.missing < kVanishedAfter || holds_already(job)) return;
    step.remember(happening.trouble, "the fine-tune vanished");
    step.hold(
        HoldReason::vanished,
        "look in the playground, and whether the API key is still this account's; release the job to go "
        "on watching, or cancel it",
        "fine-tune " + std::get<Training>(job.state).fine_tune_id +
            " is not there any more; it is not bought again by itself");
}

void on(Stepper& step, VoicesListed&& happening) {
    if (!training_at(step, TrainingStep::collecting)) return;
    if (!happening.outcome.ok()) {
        if (happening.outcome.error().kind == TroubleKind::cancelled) return;
        return step.wait(happening.outcome.error(), "the voices could not be listed");
    }
    if (happening.outcome.value().empty()) return no_voices_yet(step);
    step.worked();
    Job& job = step.job();
    Completed completed{std::get<Training>(job.state).fine_tune_id, std::move(happening.outcome.value())};
    job.attempt_open = false;
    job.hold.reset();
    const std::string count = std::to_string(completed.voices.size());
    step.become(std::move(completed), "trained: " + count + " voices");
}

}  // namespace understudy
