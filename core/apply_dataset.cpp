// The dataset is made with the same care as the fine-tune: intent first, marker in the description, and an
// unknown outcome is looked for before another one is made. It costs nothing, so its window is short.
#include <algorithm>

#include "core/apply_parts.hpp"
#include "core/marker.hpp"

namespace understudy {
namespace {

constexpr auto kNotMade = "the dataset could not be made";

void dataset_is(Stepper& step, Intent& intent, const CloudDataset& dataset, const std::string& cause,
                bool fresh) {
    step.job().dataset_id = dataset.id;
    step.job().own_dataset = true;
    step.close_intent(intent, IntentStatus::confirmed, dataset.id, cause);
    step.worked();
    step.job().run.listed = fresh;  // what was made a moment ago is empty; anything else is listed first
    if (state_of<Uploading>(step)) step.move_to(Uploading{UploadingStep::sending_files});
}

void not_made(Stepper& step, Intent& intent, const Trouble& trouble) {
    step.follows_from(trouble);
    step.close_intent(intent, IntentStatus::voided, "", in_words(kNotMade, trouble));
    if (!uploading_at(step, UploadingStep::creating_dataset) &&
        !uploading_at(step, UploadingStep::settling_dataset))
        return;
    step.move_to(Uploading{UploadingStep::needs_dataset});
    settle_trouble(step, trouble, kNotMade);
}

void not_seen(Stepper& step, Intent& intent) {
    Run& run = step.job().run;
    run.last_sighting = step.now.steady;
    if (run.sightings++ == 0) run.settling_since = step.now.steady;
    const bool window_over = step.now.steady - run.settling_since >= step.policy.dataset_settle_window;
    if (run.sightings < step.policy.settle_listings || !window_over) return;
    step.close_intent(intent, IntentStatus::voided, "", "no listing shows the dataset: it was not made");
    step.move_to(Uploading{UploadingStep::needs_dataset});
}

}  // namespace

void on(Stepper& step, DatasetIntended&& happening) {
    Job& job = step.job();
    if (!uploading_at(step, UploadingStep::needs_dataset) || job.hold || job.cancel_wished) return;
    const NewDataset request{job.spec.name, marked({job.id, 0, happening.nonce}, job.spec.description)};
    step.move_to(Uploading{UploadingStep::creating_dataset});
    step.open_intent(IntentKind::dataset, 0, happening.nonce, digest_of(request));
}

void on(Stepper& step, DatasetCreated&& happening) {
    Intent* intent = step.last_intent(IntentKind::dataset);
    require(intent != nullptr && intent->status != IntentStatus::voided,
            "a dataset was made without an intent");
    if (intent->status == IntentStatus::confirmed) return;
    if (happening.outcome.ok()) {
        const CloudDataset& dataset = happening.outcome.value();
        const auto echo = marker_of(dataset.description);
        if (!echo || echo->nonce != intent->nonce) step.job().echo_lost = true;
        return dataset_is(step, *intent, dataset, "the dataset is " + dataset.id, true);
    }
    const Trouble& trouble = happening.outcome.error();
    if (trouble.certainty == Certainty::refused) return not_made(step, *intent, trouble);
    step.move_to(Uploading{UploadingStep::settling_dataset});
    step.follows_from(trouble);
    begin_settling(step, *intent, in_words("whether the dataset was made is not known", trouble));
}

void on(Stepper& step, DatasetsListed&& happening) {
    if (!uploading_at(step, UploadingStep::settling_dataset)) return;
    Intent* intent = step.last_intent(IntentKind::dataset);
    require(intent != nullptr && intent->status == IntentStatus::unknown,
            "a dataset is settled without an unknown intent");
    if (!happening.outcome.ok()) {
        if (happening.outcome.error().kind == TroubleKind::cancelled) return;
        return step.wait(happening.outcome.error(), "the datasets could not be listed");
    }
    const auto& datasets = happening.outcome.value();
    const auto ours = std::find_if(datasets.begin(), datasets.end(), [&](const CloudDataset& dataset) {
        const auto marker = marker_of(dataset.description);
        return marker && marker->job_id == step.job().id && marker->nonce == intent->nonce;
    });
    step.worked();
    if (ours == datasets.end()) return not_seen(step, *intent);
    dataset_is(step, *intent, *ours, "the dataset was made after all: it is " + ours->id, false);
}

}  // namespace understudy
