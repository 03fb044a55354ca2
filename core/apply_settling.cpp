// An outcome that is not known: looked for by its marker in complete listings, over a window of steady time
// in one process. Found: adopted. Not found, and nothing unexplained on our dataset: void. Anything doubtful:
// a person.
#include <algorithm>

#include "core/apply_parts.hpp"
#include "core/cloud_status.hpp"
#include "core/marker.hpp"
#include "core/words.hpp"

namespace understudy {
namespace {

constexpr auto kDecide = "look in the playground, then resolve the job: adopt a fine-tune by its id, or void";

const CloudFineTune* find_nonce(const std::vector<CloudFineTune>& listing, const Job& job,
                                const std::string& nonce) {
    const auto found = std::find_if(listing.begin(), listing.end(), [&](const CloudFineTune& fine_tune) {
        const auto marker = marker_of(fine_tune.description);
        return marker && marker->job_id == job.id && marker->nonce == nonce;
    });
    return found == listing.end() ? nullptr : &*found;
}

/// Those on our dataset that were not there before, that no job's marker explains: one may be ours with its
/// marker cut off.
std::vector<std::string> unexplained(const std::vector<CloudFineTune>& listing, const Job& job) {
    const auto& standing = std::get<Training>(job.state).standing;
    std::vector<std::string> ids;
    for (const CloudFineTune& fine_tune : listing)
        if (fine_tune.dataset == job.dataset_id && !marker_of(fine_tune.description) &&
            std::find(standing.begin(), standing.end(), fine_tune.id) == standing.end())
            ids.push_back(fine_tune.id);
    return ids;
}

void let_a_person_decide(Stepper& step, const std::string& cause) {
    step.hold(HoldReason::unknown_outcome, kDecide, cause);
}

/// The answer is for all that it names: none of them is asked about again. Only a person ends this hold.
void ask_about(Stepper& step, const std::vector<std::string>& strangers) {
    Training training = std::get<Training>(step.job().state);
    training.standing.insert(training.standing.end(), strangers.begin(), strangers.end());
    step.move_to(std::move(training));
    const std::string names = joined(strangers, ", ");
    let_a_person_decide(
        step, strangers.size() == 1
                  ? "fine-tune " + names + " stands on our dataset without a marker: it may be ours"
                  : "fine-tunes " + names + " stand on our dataset without a marker: one may be ours");
}

void found_it(Stepper& step, Intent& intent, const CloudFineTune& fine_tune, const std::string& cause) {
    const bool waited_for_this = step.job().hold && step.job().hold->reason == HoldReason::unknown_outcome;
    adopt(step, intent, fine_tune, cause);
    if (waited_for_this) step.release("the fine-tune was found in the cloud");
}

void void_it(Stepper& step, Intent& intent) {
    Job& job = step.job();
    step.close_intent(intent, IntentStatus::voided, "",
                      std::to_string(job.run.sightings) + " complete listings over " +
                          in_words(step.now.steady - job.run.settling_since) +
                          " show no fine-tune with its marker: the training was not begun");
    job.voids += 1;
    step.move_to(before_money(job));
    if (job.voids >= step.policy.max_voids)
        let_a_person_decide(step,
                            std::to_string(job.voids) +
                                " times in this attempt it could not be seen whether the training was begun");
}

bool window_over(Stepper& step) {
    const Run& run = step.job().run;
    return run.sightings >= step.policy.settle_listings &&
           step.now.steady - run.settling_since >= step.policy.settle_window;
}

}  // namespace

void begin_settling(Stepper& step, Intent& intent, const std::string& cause) {
    step.close_intent(intent, IntentStatus::unknown, "", cause);
    Run& run = step.job().run;
    run.sightings = 0;
    run.settling_since = run.last_sighting = step.now.steady;
    run.not_before = {};
    if (intent.kind != IntentKind::fine_tune) return;
    if (step.policy.ask_when_unknown)
        let_a_person_decide(step, "an unknown outcome is a person's to decide (on_unknown = \"ask\")");
    else if (step.job().echo_lost)
        let_a_person_decide(step,
                            "the cloud does not give our markers back, so a listing cannot prove anything");
}

void on(Stepper& step, Reconciled&& happening) {
    if (!training_at(step, TrainingStep::settling)) return;
    Job& job = step.job();
    Intent* intent = step.last_intent(IntentKind::fine_tune);
    require(intent != nullptr && intent->status == IntentStatus::unknown,
            "a training is settled without an unknown intent");
    if (!happening.outcome.ok()) {
        if (happening.outcome.error().kind == TroubleKind::cancelled) return;
        return step.wait(happening.outcome.error(), "the fine-tunes could not be listed");
    }
    const auto& listing = happening.outcome.value();
    job.run.tries = 0;
    job.run.not_before = {};
    if (const CloudFineTune* ours = find_nonce(listing, job, intent->nonce))
        return found_it(step, *intent, *ours, "the training was begun after all: it is " + ours->id);
    job.run.last_sighting = step.now.steady;
    if (job.run.sightings++ == 0) job.run.settling_since = step.now.steady;
    if (!window_over(step) || (job.hold && job.hold->reason == HoldReason::unknown_outcome)) return;
    if (const auto strangers = unexplained(listing, job); !strangers.empty())
        return ask_about(step, strangers);
    void_it(step, *intent);
}

void on(Stepper& step, LateArrival&& happening) {
    Job& job = step.job();
    const auto marker = marker_of(happening.fine_tune.description);
    require(marker && marker->job_id == job.id, "a late arrival is another job's");
    if (known_to(job, happening.fine_tune.id)) return;  // a person adopted it: it counts once
    const auto intent = std::find_if(job.intents.begin(), job.intents.end(), [&](const Intent& candidate) {
        return candidate.kind == IntentKind::fine_tune && candidate.nonce == marker->nonce;
    });
    if (intent == job.intents.end() || intent->status != IntentStatus::voided) return;
    const std::string words =
        "fine-tune " + happening.fine_tune.id + " appeared after its intent had been settled as not begun";
    const bool can_adopt =
        training_at(step, TrainingStep::checking) && intent->attempt == job.attempt && job.attempt_open;
    if (can_adopt) return found_it(step, *intent, happening.fine_tune, words + "; it is adopted");
    step.close_intent(*intent, IntentStatus::confirmed, happening.fine_tune.id, words);
    if (cloud_says_failed(happening.fine_tune.status)) step.charge_for(happening.fine_tune.id, Charge::none);
    step.say("late_arrival", words, {{"fine_tune_id", happening.fine_tune.id}});
    if (!terminal(job) && !cloud_says_failed(happening.fine_tune.status)) let_a_person_decide(step, words);
}

}  // namespace understudy
