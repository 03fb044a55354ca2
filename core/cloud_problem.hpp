// A call to the cloud that a person asked for, and that did not come off: as a problem. Pure.
#pragma once

#include <string>

#include "core/problem.hpp"
#include "core/trouble.hpp"

namespace understudy {

/// What was asked for, for people.
struct CloudWish {
    std::string object;  ///< "the dataset dataset_1"
    std::string deed;  ///< of what changes something, "deleted": whether it was may be unknown; "" of a look
    std::string look;  ///< where it is seen whether it was done: "understudy datasets"
};

/// 404 "cloud-object-not-found", 502 "cloud-refused" with the cloud's own words, 502 "cloud-outcome-unknown"
/// where it may have been done, 503 "cloud-unreachable" where nothing was.
[[nodiscard]] Problem cloud_problem(const Trouble& trouble, const CloudWish& wish);

}  // namespace understudy
