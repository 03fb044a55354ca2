#include "core/explain.hpp"

#include <algorithm>

#include "core/counted.hpp"
#include "core/next.hpp"
#include "core/words.hpp"

namespace understudy {
namespace {

std::string files(const Tally& tally) {
    return std::to_string(tally.files_done) + " of " + std::to_string(tally.files_total) +
           " recordings are in the dataset";
}

/// A sentence: the cloud's words may end with a full stop of their own.
std::string in_words(const JobError& error) {
    std::string words = error.title + (error.detail.empty() ? "" : ": " + error.detail);
    if (!words.ends_with('.')) words += ".";
    return error.request_id.empty() ? words
                                    : words + " The cloud's id of the request: " + error.request_id + ".";
}

Explanation of(const Job& job, const Draft& draft) {
    const Tally& tally = job.tally;
    if (tally.files_measured < tally.files_total)
        return {
            "The recordings are being measured: " + std::to_string(tally.files_measured) + " of " +
                std::to_string(tally.files_total) + ".",
            draft.start_wished ? "The upload begins when preflight lets it." : "Preflight gives its verdict.",
            {},
            ""};
    if (draft.start_wished && !job.hold) return {"It is about to be started.", "The upload begins.", {}, ""};
    return {"It is a draft.", "Nothing, until it is started.", {}, "start it"};
}

Explanation of(const Job& job, const Uploading& uploading) {
    switch (uploading.step) {
        case UploadingStep::needs_dataset:
        case UploadingStep::creating_dataset:
            return {"The dataset is being made in the cloud.", "The recordings are uploaded.", {}, ""};
        case UploadingStep::settling_dataset:
            return {
                "The answer to making the dataset was lost; it is looked for in the cloud's listing.",
                "It is taken over when it is found, or made again when it is certain that it is not there.",
                {},
                ""};
        case UploadingStep::sending_files:
            break;
    }
    return {"The recordings are being uploaded: " + files(job.tally) + ".",
            "The dataset's listing is compared with the manifest.",
            {},
            ""};
}

Explanation of(const Job& job, const Training& training) {
    switch (training.step) {
        case TrainingStep::checking:
            return {"Before the training is bought, the dataset and the fine-tunes in the cloud are listed.",
                    "The training is begun.",
                    {},
                    ""};
        case TrainingStep::buying:
            return {"The training is being begun.", "Its fine-tune is watched.", {}, ""};
        case TrainingStep::settling:
            return {
                "The answer to beginning the training was lost; it is looked for in the cloud's listings (" +
                    std::to_string(job.run.sightings) + " complete ones so far do not show it).",
                "It is adopted when it is found; nothing is bought before it is certain that it was not "
                "begun.",
                {},
                ""};
        case TrainingStep::watching:
            return {"Fine-tune " + training.fine_tune_id +
                        " is in training; the cloud says: " + training.cloud_status + ".",
                    "The cloud's list of fine-tunes is read again.",
                    {},
                    ""};
        case TrainingStep::collecting:
            break;
    }
    const std::string voiceless = ", but fine-tune " + training.fine_tune_id + " shows no voices yet (" +
                                  std::to_string(job.run.voiceless) + " looks so far)";
    return {"The training is completed" + (job.run.voiceless > 0 ? voiceless : "") + ".",
            "Its voices are fetched.",
            {},
            ""};
}

Explanation of(const Job& job, const Completed& completed) {
    return {"The training is completed: " + counted(completed.voices.size(), "voice") + ", in " +
                counted(static_cast<std::size_t>(job.attempt), "attempt") + ".",
            "Nothing.",
            {},
            ""};
}

Explanation of(const Job& job, const Failed& failed) {
    const std::string why = job.error ? in_words(*job.error) : "It failed.";
    if (failed.retry_at) return {why, "It is re-attempted by itself.", {}, ""};
    if (job.error && job.error->type == "model_sunsetted")
        return {why + " The cloud does not train " + job.spec.model_id + " any more.",
                "Nothing, until a person acts.",
                {},
                "edit it with a model_id that the cloud trains (understudy edit ID --model MODEL), then "
                "retry it"};
    if (!job.own_dataset && failed.in_uploading)
        return {why,
                "Nothing, until a person acts.",
                {},
                "retry it when dataset " + job.dataset_id +
                    " is as it should be (understudy datasets files " + job.dataset_id +
                    "); where it is gone for good, submit the recordings anew"};
    return {why,
            "Nothing, until a person acts.",
            {},
            "retry it, after editing it if the recordings are at fault"};
}

Explanation of(const Job& job, const Canceled&) {
    const std::string bought = fine_tune_of(job);
    const std::string then =
        bought.empty() ? ""
        : job.keep_training
            ? " Fine-tune " + bought + " was left in the cloud: it is paid for when it completes."
            : " What became of fine-tune " + bought + ", its history says.";
    return {"It was canceled." + then, "Nothing.", {}, ""};
}

/// The wish that counts is the last one.
std::string canceled_then(const Job& job) {
    if (to_be_stopped(job)) return "Its training is deleted in the cloud; then it is canceled.";
    return std::string(
               "It is canceled as soon as it is known what became of the request under way; a training "
               "that it began is ") +
           (job.keep_training ? "left" : "deleted") + " in the cloud.";
}

/// What was bought, or may have been, is looked at whether the job is held or not.
bool is_looked_at(const Job& job) {
    const auto* training = std::get_if<Training>(&job.state);
    return training &&
           (training->step == TrainingStep::settling || training->step == TrainingStep::watching ||
            training->step == TrainingStep::collecting);
}

/// A draft of which a recording could not be read so far.
bool looks_for_files(const Job& job) {
    return std::holds_alternative<Draft>(job.state) && (!job.run.unread.empty() || has_unreadable(job));
}

/// When the job's own next step is due, where that is later than now.
std::optional<Time> due_at(const Job& job, const Policy& policy, Now now) {
    const Plan plan = next(job, policy, now);
    if (!plan.wake_at) return std::nullopt;
    return now.wall + std::max(Duration{}, *plan.wake_at - now.steady);
}

WaitsFor waits_for(const Hold& hold) {
    if (hold.reason == HoldReason::credentials) return WaitsFor::key;
    if (hold.reason == HoldReason::budget) return WaitsFor::budget;
    return hold.reason == HoldReason::funds ? WaitsFor::credits : WaitsFor::person;
}

WaitsFor waits_for_in(const Job& job) {
    if (terminal(job)) return WaitsFor::nothing;
    if (at_rest(job)) return WaitsFor::person;
    if (std::holds_alternative<Failed>(job.state)) return WaitsFor::time;
    const auto* draft = std::get_if<Draft>(&job.state);
    if (draft && !draft->start_wished && job.tally.files_measured == job.tally.files_total)
        return WaitsFor::person;
    const auto* training = std::get_if<Training>(&job.state);
    return training && training->step == TrainingStep::watching ? WaitsFor::training : WaitsFor::work;
}

WaitsFor waits_for(const Job& job, Now now) {
    const bool later = job.run.not_before > now.steady;
    if (terminal(job)) return WaitsFor::nothing;
    if (job.hold && !to_be_stopped(job)) return waits_for(*job.hold);
    if (job.hold && job.hold->reason == HoldReason::credentials) return WaitsFor::key;
    if (job.cancel_wished) return later ? WaitsFor::time : WaitsFor::work;
    if (looks_for_files(job)) return WaitsFor::recording;
    if (!later) return waits_for_in(job);
    return job.error && job.error->type.find("recording_") == 0 ? WaitsFor::recording : WaitsFor::time;
}

/// A recording that is away is named with its path: who reads this can put it back.
void add_last_trouble(Explanation& explanation, const std::optional<JobError>& error) {
    if (!error) return;
    if (error->type.find("recording_") != 0) {
        explanation.why += " The last call failed: " + in_words(*error);
        if (error->http_status == 401)
            explanation.needs =
                "correct the API key and reload; the job goes on by itself when the key works";
        return;
    }
    explanation.why += " It waits for a recording: " + in_words(*error);
    explanation.next = "The recording is looked at again by itself.";
    explanation.needs = "see that the recording can be read again, or cancel the job";
}

std::string step_word(const Job& job) {
    if (const auto* uploading = std::get_if<Uploading>(&job.state)) return to_word(uploading->step);
    if (const auto* training = std::get_if<Training>(&job.state)) return to_word(training->step);
    const bool measuring = job.tally.files_measured < job.tally.files_total;
    return std::holds_alternative<Draft>(job.state) && measuring ? "measuring" : "";
}

int attempts_left(const Job& job) {
    return terminal(job) ? 0 : std::max(0, job.allowance_from + job.spec.max_attempts - job.attempt);
}

}  // namespace

Explanation explain(const Job& job, const Policy& policy, Now now) {
    Explanation explanation = std::visit([&](const auto& state) { return of(job, state); }, job.state);
    explanation.next_at = due_at(job, policy, now);
    explanation.waits_for = waits_for(job, now);
    explanation.state = state_word(job.state), explanation.step = step_word(job);
    explanation.attempts_left = attempts_left(job);
    explanation.if_canceled = if_canceled(job);
    if (job.cancel_wished && !terminal(job)) {
        explanation.next = canceled_then(job);
        explanation.needs = job.hold ? job.hold->needs : "";
    } else if (job.hold) {
        const std::string cause = job.error ? ": " + job.error->title : "";
        explanation.why += std::string(" It is held (") + to_word(job.hold->reason) + ")" + cause + ".";
        explanation.next = "Nothing is sent until the hold ends";
        explanation.next += is_looked_at(job)      ? "; the cloud is looked at meanwhile."
                            : looks_for_files(job) ? "; what cannot be read is looked at again by itself."
                                                   : ".";
        explanation.needs = job.hold->needs;
    } else if (looks_for_files(job)) {
        explanation.next = "The recording is looked at again by itself.";
        add_last_trouble(explanation, job.error);
    } else if (job.run.not_before > now.steady) {
        explanation.next_at = now.wall + (job.run.not_before - now.steady);
        explanation.next = "It is tried again by itself.";
        add_last_trouble(explanation, job.error);
    }
    return explanation;
}

}  // namespace understudy
