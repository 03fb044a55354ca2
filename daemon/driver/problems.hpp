// The store's troubles as problems for whoever asked, and small helpers of the driver's files.
#pragma once

#include "core/problem.hpp"
#include "core/store.hpp"

namespace understudy {

[[nodiscard]] inline Problem problem_of(const StoreTrouble& trouble) {
    switch (trouble.kind) {
        case StoreTrouble::Kind::not_found:
            return {404, "job-not-found", "There is no such job", trouble.what, ""};
        case StoreTrouble::Kind::corrupt:
            return {500, "store-corrupt", "A stored row does not make sense",
                    trouble.what + "; restore a backup", ""};
        case StoreTrouble::Kind::unavailable:
        case StoreTrouble::Kind::conflict:
            break;
    }
    return {503, "store-unavailable", "The database cannot be written",
            trouble.what + "; nothing was changed, try again", ""};
}

/// A copy for those who show it or store its row: a manifest may have thousands of entries.
[[nodiscard]] inline Job without_recordings(const Job& job) {
    Job copy;
    static_cast<JobRecord&>(copy) = job;
    return copy;
}

/// A training of this job is paid for, or may be.
[[nodiscard]] inline bool bought(const Job& job) {
    const auto* training = std::get_if<Training>(&job.state);
    return training && training->step != TrainingStep::checking && training->step != TrainingStep::collecting;
}

}  // namespace understudy
