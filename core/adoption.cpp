#include "core/adoption.hpp"

#include "core/check.hpp"
#include "core/cloud_status.hpp"
#include "core/in_use.hpp"
#include "core/preflight.hpp"
#include "core/stepper.hpp"

namespace understudy {
namespace {

constexpr std::string_view kNonceBegins = "ADOPTED-";

/// Its purchase is under way, or its outcome unknown: what stands unexplained on its dataset may be its own.
bool may_have_bought(const Job& job, const CloudFineTune& fine_tune) {
    return job.dataset_id == fine_tune.dataset && job.attempt_open && fine_tune_of(job).empty();
}

Problem belongs(const std::string& fine_tune_id, const std::string& owner) {
    return {409, "in-use", "Something uses it",
            "The fine-tune " + fine_tune_id + " " + owner +
                ". Nothing was changed; «understudy explain» says how far its job is.",
            ""};
}

Job follower(std::string job_id, Submission&& submission, Now now) {
    const CloudFineTune& seen = *submission.adopted;
    Job job;
    job.id = std::move(job_id);
    job.spec = std::move(submission.spec);
    job.own_dataset = false;
    job.dataset_id = seen.dataset;
    job.attempt = 1;
    job.attempt_open = true;
    job.created_at = now.wall;
    job.recordings_loaded = true;
    job.preflight = summary_of(unmeasurable_dataset(job.dataset_id, 0), Policy{}.thresholds);
    job.intents.push_back({IntentKind::fine_tune, 1, adopted_nonce(seen.id), "", IntentStatus::confirmed,
                           seen.id, now.wall, now.wall, Charge::foreign});
    Training training;
    training.step = cloud_says_completed(seen.status) ? TrainingStep::collecting : TrainingStep::watching;
    training.fine_tune_id = seen.id;
    training.cloud_status = seen.status;
    job.state = std::move(training);
    return job;
}

}  // namespace

std::string adopted_nonce(const std::string& fine_tune_id) {
    return std::string(kNonceBegins) + fine_tune_id;
}

bool begun_by_hand(const Job& job) {
    return job.intents.size() == 1 && job.intents.front().nonce.starts_with(kNonceBegins);
}

std::optional<Problem> forbids_following(const CloudFineTune& fine_tune, const AdoptionSight& sight) {
    if (sight.job) return belongs(fine_tune.id, "is that of " + *sight.job + " already");
    if (sight.known) return belongs(fine_tune.id, "is a job's already");
    for (const Job& job : sight.at_work)
        if (may_have_bought(job, fine_tune))
            return in_use("The fine-tune " + fine_tune.id + " may be what another job bought: its dataset",
                          job);
    if (cloud_says_failed(fine_tune.status))
        return invalid_field(
            "", "The fine-tune " + fine_tune.id +
                    " failed: there is nothing to follow. A new job on its dataset trains anew.");
    return std::nullopt;
}

Result<Submission, Problem> check_adopted(Submission submission) {
    Spec& spec = submission.spec;
    const CloudFineTune& seen = *submission.adopted;
    if (spec.name.empty()) spec.name = seen.name;
    if (spec.description.empty()) spec.description = text_behind_marker(seen.description);
    spec.language = seen.language;
    spec.model_id = seen.model_id;
    spec.max_attempts = 1;  // a re-attempt is a person's
    if (auto problem = check_name(spec.name)) return failure(std::move(*problem));
    if (auto problem = check_description(spec.description)) return failure(std::move(*problem));
    if (auto problem = check_labels(spec.labels)) return failure(std::move(*problem));
    return submission;
}

Step follow(std::string job_id, Submission submission, Now now) {
    const std::string fine_tune_id = submission.adopted->id;
    const Policy unused;
    Stepper step(follower(std::move(job_id), std::move(submission), now), unused, now);
    step.touch_all_recordings();
    step.say("submitted",
             "follows the fine-tune " + fine_tune_id + ", which somebody began; nothing is bought",
             {{"fine_tune_id", fine_tune_id}});
    return std::move(step).finish();
}

}  // namespace understudy
