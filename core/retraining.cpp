#include "core/retraining.hpp"

#include "core/check.hpp"

namespace understudy {

namespace {

/// What we filled holds all that it was to hold; what a person named is as the person wanted it.
bool filled(const Job& parent) {
    return !parent.dataset_id.empty() &&
           (!parent.own_dataset || parent.tally.files_done == parent.tally.files_total);
}

Problem not_over(const Job& parent) {
    const bool gone = parent.dataset_id.empty() && std::holds_alternative<Completed>(parent.state);
    const std::string why = gone ? "its dataset was deleted in the cloud; submit its recordings again"
                            : at_rest(parent) ? "its dataset does not hold all of its recordings; submit them"
                                              : "wait for its end, or cancel it";
    return {409, "state-forbids", "The job's state forbids this",
            "a job that is " + std::string(state_word(parent.state)) + " cannot be retrained; " + why, ""};
}

}  // namespace

Result<Submission, Problem> retrained(const Job& parent, const Retraining& wish) {
    if (!at_rest(parent) || !filled(parent)) return failure(not_over(parent));
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
