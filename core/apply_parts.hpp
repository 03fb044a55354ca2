// The parts of apply(), one file a stage of a job's life. Internal to core/.
#pragma once

#include "core/happening.hpp"
#include "core/stepper.hpp"

namespace understudy {

// apply_preflight.cpp
void on(Stepper& step, RecordingsLoaded&& happening);
void on(Stepper& step, Measured&& happening);

// apply_dataset.cpp
void on(Stepper& step, DatasetIntended&& happening);
void on(Stepper& step, DatasetCreated&& happening);
void on(Stepper& step, DatasetsListed&& happening);

// apply_uploading.cpp
void on(Stepper& step, FilesListed&& happening);
void on(Stepper& step, FileUploaded&& happening);
void on(Stepper& step, FileDeleted&& happening);

// apply_buying.cpp
void on(Stepper& step, Checked&& happening);
void on(Stepper& step, CallBegun&& happening);
void on(Stepper& step, FineTuneCreated&& happening);

// apply_settling.cpp
void on(Stepper& step, Reconciled&& happening);
void on(Stepper& step, LateArrival&& happening);

// apply_watching.cpp
void on(Stepper& step, FineTuneSeen&& happening);
void on(Stepper& step, FineTuneUnseen&& happening);
void on(Stepper& step, VoicesListed&& happening);

// apply_canceling.cpp
void on(Stepper& step, TrainingStopped&& happening);

// apply_hold.cpp
void on(Stepper& step, CauseGone&& happening);
void on(Stepper& step, Blocked&& happening);
void on(Stepper& step, Quarantined&& happening);

// Shared between them.

/// A call that only looks, or a step of the upload, failed: waits, holds or fails by the trouble's kind.
void settle_trouble(Stepper& step, const Trouble& trouble, const std::string& what_failed);
/// The manifest against a complete listing that was asked for at `begun`: marks what is there and what is
/// not, holds on files that are not ours. True when they are equal.
[[nodiscard]] bool take_listing(Stepper& step, const std::vector<CloudFile>& listing, Duration begun);
/// Fails the job when the trouble is a 404 for its dataset. False when it is another trouble.
[[nodiscard]] bool dataset_is_gone(Stepper& step, const Trouble& trouble);
/// The deletion of its training has left, and is not answered.
[[nodiscard]] inline bool deletion_out(const Job& job) {
    const auto* training = std::get_if<Training>(&job.state);
    return training && training->step == TrainingStep::watching && job.run.call_out;
}
/// To canceled; `what_of_the_training` goes into the history.
void cancel(Stepper& step, const std::string& what_of_the_training);
/// The job's fine-tune is this one: to watching.
void adopt(Stepper& step, Intent& intent, const CloudFineTune& fine_tune, const std::string& cause);
/// Does one of the job's intents stand for this fine-tune?
[[nodiscard]] bool known_to(const Job& job, const std::string& fine_tune_id);
/// A training before money, that still knows what stood on the dataset and what a person was asked about.
[[nodiscard]] Training before_money(const Job& job);
/// The outcome of the last intent is unknown: to settling, or held where a person is to decide.
void begin_settling(Stepper& step, Intent& intent, const std::string& cause);
/// The preflight's verdict on a job whose recordings are all measured; holds it when it blocks. True when it
/// may go on.
bool judge(Stepper& step);

template <class S>
[[nodiscard]] S* state_of(Stepper& step) {
    return std::get_if<S>(&step.job().state);
}
[[nodiscard]] inline bool uploading_at(Stepper& step, UploadingStep at) {
    const auto* uploading = state_of<Uploading>(step);
    return uploading != nullptr && uploading->step == at;
}
[[nodiscard]] inline bool training_at(Stepper& step, TrainingStep at) {
    const auto* training = state_of<Training>(step);
    return training != nullptr && training->step == at;
}

}  // namespace understudy
