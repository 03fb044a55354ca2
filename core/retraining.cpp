#include "core/retraining.hpp"

#include "core/check.hpp"

namespace understudy {

namespace {

Problem not_over(const Job& parent) {
    const std::string why = parent.dataset_id.empty()
                                ? "it has no dataset in the cloud; submit its recordings"
                                : "wait for its end, or cancel it";
    return {409, "state-forbids", "The job's state forbids this",
            "a job that is " + std::string(state_word(parent.state)) + " cannot be retrained; " + why, ""};
}

}  // namespace

Result<Submission, Problem> retrained(const Job& parent, const Retraining& wish) {
    if (!at_rest(parent) || parent.dataset_id.empty()) return failure(not_over(parent));
    Submission submission;
    submission.spec = parent.spec;
    submission.spec.paths.clear();
    submission.spec.model_id = wish.model_id.value_or("");
    if (wish.accent) submission.spec.accent = *wish.accent;
    if (wish.name) submission.spec.name = *wish.name;
    submission.dataset_id = parent.dataset_id;
    submission.start = wish.start;
    submission.parent = Submission::Parent{parent.id, parent.spec};
    return submission;
}

std::optional<Problem> forbids_the_same(const Spec& parent, const Spec& wanted) {
    if (parent.model_id != wanted.model_id || parent.accent != wanted.accent) return std::nullopt;
    return invalid_field("/model_id", "the job was trained with " + wanted.model_id +
                                          " already; name another model_id or accent, or submit a job on its "
                                          "dataset if the same is wanted once more");
}

}  // namespace understudy
