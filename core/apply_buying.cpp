// Before money: two complete listings. Then the intent, then the one paid call, then what came of it.
// This file and apply_settling.cpp are the never-pay-twice protocol; docs/guarantees.md says what each step
// rests on.
#include <algorithm>

#include "core/adoption.hpp"
#include "core/apply_parts.hpp"
#include "core/cloud_status.hpp"
#include "core/marker.hpp"

namespace understudy {
namespace {

constexpr auto kNotBegun = "the training could not be begun";

struct Found {
    Marker marker;
    const CloudFineTune* fine_tune = nullptr;
};

/// This job's fine-tunes in the cloud that the job does not know: bought by a process that died before it
/// could record it, by the original of a copied machine, or after the backup that was restored.
std::vector<Found> strangers(const Job& job, const std::vector<CloudFineTune>& listing) {
    std::vector<Found> found;
    for (const CloudFineTune& fine_tune : listing) {
        const auto marker = marker_of(fine_tune.description);
        if (marker && marker->job_id == job.id && !known_to(job, fine_tune.id))
            found.push_back({*marker, &fine_tune});
    }
    return found;
}

Intent& intent_of(Stepper& step, const Marker& marker) {
    auto& intents = step.job().intents;
    for (Intent& intent : intents)
        if (intent.kind == IntentKind::fine_tune && intent.nonce == marker.nonce) return intent;
    return step.add_intent(marker.attempt, marker.nonce);
}

/// The one to go on with: alive rather than failed, then the latest attempt.
const Found& best_of(const std::vector<Found>& found) {
    return *std::max_element(found.begin(), found.end(), [](const Found& a, const Found& b) {
        const auto rank = [](const Found& f) {
            return std::pair{!cloud_says_failed(f.fine_tune->status), f.marker.attempt};
        };
        return rank(a) < rank(b);
    });
}

/// Takes what is in the cloud already in this job's name instead of buying. True when there was something.
bool adopt_stranger(Stepper& step, const std::vector<CloudFineTune>& listing) {
    const std::vector<Found> found = strangers(step.job(), listing);
    if (found.empty()) return false;
    const Found& best = best_of(found);
    for (const Found& other : found) {
        if (other.fine_tune == best.fine_tune) continue;
        step.close_intent(intent_of(step, other.marker), IntentStatus::confirmed, other.fine_tune->id,
                          "found in the cloud");
        if (cloud_says_failed(other.fine_tune->status)) step.charge_for(other.fine_tune->id, Charge::none);
        if (!cloud_says_failed(other.fine_tune->status))
            step.say("orphan", "a second fine-tune of this job stands in the cloud: " + other.fine_tune->id,
                     {{"fine_tune_id", other.fine_tune->id}});
    }
    step.job().attempt = std::max(step.job().attempt, best.marker.attempt);
    step.job().attempt_open = true;
    adopt(step, intent_of(step, best.marker), *best.fine_tune,
          "bought already in this job's name: " + best.fine_tune->id + " is adopted instead of buying again");
    return true;
}

/// One that was bought in this job's name, is known to it, lives, and is just what would be bought now: a
/// late arrival that was left aside while another one was followed, which failed.
bool follow_another(Stepper& step, const std::vector<CloudFineTune>& listing) {
    Job& job = step.job();
    for (const CloudFineTune& fine_tune : listing) {
        const bool same = fine_tune.dataset == job.dataset_id && fine_tune.language == job.spec.language &&
                          fine_tune.model_id == job.spec.model_id;
        if (!same || cloud_says_failed(fine_tune.status)) continue;
        const auto intent = std::find_if(job.intents.begin(), job.intents.end(), [&](const Intent& known) {
            return known.kind == IntentKind::fine_tune && known.remote_id == fine_tune.id;
        });
        if (intent == job.intents.end()) continue;
        job.attempt = std::max(job.attempt, intent->attempt);
        job.attempt_open = true;
        adopt(step, *intent, fine_tune,
              "bought already in this job's name: " + fine_tune.id + " is followed instead of buying again");
        return true;
    }
    return false;
}

/// A person adopted another fine-tune while the call was under way: neither what the call made nor its
/// credits are lost sight of.
void second_one(Stepper& step, const Intent& intent, const Outcome<CloudFineTune>& outcome) {
    if (!outcome.ok() || outcome->id == intent.remote_id) return;
    const std::string words = "a second fine-tune of this job stands in the cloud: " + outcome->id;
    step.follows_from(outcome.value());
    Intent& second = step.add_intent(intent.attempt, adopted_nonce(outcome->id));
    step.close_intent(second, IntentStatus::confirmed, outcome->id, words);
    step.say("orphan", words, {{"fine_tune_id", outcome->id}});
}

/// On a dataset that we made: one without a marker that nobody knows may be ours with its marker cut off.
const CloudFineTune* unmarked_stranger(const Job& job, const std::vector<CloudFineTune>& listing) {
    const auto& standing = std::get<Training>(job.state).standing;
    for (const CloudFineTune& fine_tune : listing) {
        const bool seen_before = std::find(standing.begin(), standing.end(), fine_tune.id) != standing.end();
        if (job.own_dataset && fine_tune.dataset == job.dataset_id && !marker_of(fine_tune.description) &&
            !known_to(job, fine_tune.id) && !seen_before)
            return &fine_tune;
    }
    return nullptr;
}

std::vector<std::string> on_dataset(const std::vector<CloudFineTune>& listing,
                                    const std::string& dataset_id) {
    std::vector<std::string> ids;
    for (const CloudFineTune& fine_tune : listing)
        if (fine_tune.dataset == dataset_id) ids.push_back(fine_tune.id);
    return ids;
}

void intend_to_buy(Stepper& step, const Checked& checked) {
    Job& job = step.job();
    if (!job.attempt_open) {
        job.attempt += 1;
        job.attempt_open = true;
        job.voids = 0;
    }
    NewFineTune request{job.spec.name,     marked({job.id, job.attempt, checked.nonce}, job.spec.description),
                        job.spec.language, job.spec.model_id,
                        job.dataset_id,    job.spec.accent};
    Training training;
    training.step = TrainingStep::buying;
    training.standing = on_dataset(checked.fine_tunes.value(), job.dataset_id);
    step.move_to(training);
    step.open_intent(IntentKind::fine_tune, job.attempt, checked.nonce, digest_of(request));
    job.run.checked_at = step.now.steady;
}

void not_bought(Stepper& step, Intent& intent, const Trouble& trouble) {
    step.follows_from(trouble);
    step.close_intent(intent, IntentStatus::voided, "", in_words(kNotBegun, trouble));
    if (!training_at(step, TrainingStep::buying) && !training_at(step, TrainingStep::settling)) return;
    step.move_to(before_money(step.job()));
    settle_trouble(step, trouble, kNotBegun);
}

}  // namespace

bool known_to(const Job& job, const std::string& fine_tune_id) {
    return std::any_of(job.intents.begin(), job.intents.end(),
                       [&](const Intent& intent) { return intent.remote_id == fine_tune_id; });
}

Training before_money(const Job& job) {
    Training training;
    if (const auto* before = std::get_if<Training>(&job.state)) training.standing = before->standing;
    if (const auto* failed = std::get_if<Failed>(&job.state)) training.standing = failed->standing;
    return training;
}

void adopt(Stepper& step, Intent& intent, const CloudFineTune& fine_tune, const std::string& cause) {
    step.job().run.call_out = false;
    step.close_intent(intent, IntentStatus::confirmed, fine_tune.id, cause);
    step.worked();
    if (!state_of<Training>(step)) return;
    Training training = before_money(step.job());
    training.step = TrainingStep::watching;
    training.fine_tune_id = fine_tune.id;
    // A status that ends it is not news yet: the next look takes it, and what follows from it.
    const bool ended = cloud_says_completed(fine_tune.status) || cloud_says_failed(fine_tune.status);
    training.cloud_status = ended ? "" : fine_tune.status;
    training.bought_at = step.now.wall;
    step.job().run.missing = 0;
    step.move_to(training);
}

void on(Stepper& step, Checked&& happening) {
    Job& job = step.job();
    if (!training_at(step, TrainingStep::checking) || job.hold || job.cancel_wished) return;
    const bool files_failed = !happening.files.ok() && happening.files.error().http_status != 404;
    if (files_failed)
        return settle_trouble(step, happening.files.error(), "the dataset's files could not be listed");
    if (!happening.fine_tunes.ok())
        return settle_trouble(step, happening.fine_tunes.error(), "the fine-tunes could not be listed");
    if (adopt_stranger(step, happening.fine_tunes.value())) return;
    if (follow_another(step, happening.fine_tunes.value())) return;
    if (!happening.files.ok()) {
        const bool gone = dataset_is_gone(step, happening.files.error());
        return require(gone, "a listing failed in a way that was ruled out");
    }
    step.worked();
    if (!take_listing(step, happening.files.value(), happening.begun)) {
        if (job.hold) return;
        job.run.listed = true;
        return step.become(Uploading{UploadingStep::sending_files},
                           "the dataset no longer equals the manifest: it is put right first");
    }
    if (const CloudFineTune* stranger = unmarked_stranger(job, happening.fine_tunes.value())) {
        // What a person has seen once is not asked about again.
        std::get<Training>(job.state).standing = on_dataset(happening.fine_tunes.value(), job.dataset_id);
        return step.hold(
            HoldReason::unknown_outcome,
            "look in the playground, then resolve the job: adopt a fine-tune by its id, or void",
            "fine-tune " + stranger->id + " stands on our dataset without a marker: it may be this job's");
    }
    if (happening.over) return step.hold(HoldReason::budget, happening.over->needs, happening.over->words);
    intend_to_buy(step, happening);
}

void on(Stepper& step, CallBegun&&) {
    step.job().run.call_out = true;
    if (training_at(step, TrainingStep::watching)) step.job().run.deletion_sent = true;
}

void on(Stepper& step, FineTuneCreated&& happening) {
    Intent* intent = step.last_intent(IntentKind::fine_tune);
    require(intent != nullptr && intent->status != IntentStatus::voided,
            "a fine-tune was made without an intent");
    if (intent->status == IntentStatus::confirmed) return second_one(step, *intent, happening.outcome);
    if (happening.outcome.ok()) {
        const CloudFineTune& fine_tune = happening.outcome.value();
        step.follows_from(fine_tune);
        const auto echo = marker_of(fine_tune.description);
        if (!echo || echo->nonce != intent->nonce) step.job().echo_lost = true;
        const std::string attempt =
            std::to_string(step.job().attempt) + " of " + std::to_string(step.job().spec.max_attempts);
        return adopt(step, *intent, fine_tune, "training begun, attempt " + attempt + ": " + fine_tune.id);
    }
    const Trouble& trouble = happening.outcome.error();
    if (trouble.certainty == Certainty::refused) return not_bought(step, *intent, trouble);
    if (auto* training = state_of<Training>(step)) training->step = TrainingStep::settling;
    step.remember(trouble, "whether the training was begun is not known");
    begin_settling(
        step, *intent,
        in_words("whether the training was begun is not known; nothing is bought until that is known",
                 trouble));
}

}  // namespace understudy
