// A new job on the dataset of one that is over, for another model or accent. It is a job like any other, and
// its training is bought like any other; it names the one that it comes from. Pure.
#pragma once

#include <optional>
#include <string>

#include "core/command.hpp"

namespace understudy {

/// Absent members are as in the job that it comes from, but for the model: that is the configured one.
struct Retraining {
    std::optional<std::string> model_id, accent, name;
    bool start = false;
};

/// 409 "state-forbids" where the parent is not at its end or has no dataset.
[[nodiscard]] Result<Submission, Problem> retrained(const Job& parent, const Retraining& wish);

/// 422 where the new one would be what its parent is.
[[nodiscard]] std::optional<Problem> forbids_the_same(const Spec& parent, const Spec& wanted);

}  // namespace understudy
