// Which lives are lived: one for every step at which the process can be killed, or as many as wanted with
// kills at random instants.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/daemon/kill/life.hpp"

namespace understudy::killing {

struct NamedPlan {
    std::string name;    ///< "a purchase that was not answered, commit: heard#3"
    std::string replay;  ///< the arguments that live this life again
    LifePlan plan;
};

/// A way for a life to begin: with a kill that leaves something half done, or with none. What comes after it
/// is swept step by step.
struct Chapter {
    std::string name;
    std::vector<Kill> kills;
};
[[nodiscard]] const std::vector<Chapter>& chapters();

/// `steps` in their order, as an undisturbed process passed them, each with its occurrence: "commit:
/// heard#3".
[[nodiscard]] std::vector<std::string> occurrences(const std::vector<std::string>& steps);

/// The life that begins with a chapter and is killed once more, at a step.
[[nodiscard]] NamedPlan killed_at(const Chapter& chapter, const std::string& step);

/// Several jobs, kills at random instants, in every second life with faults of the cloud. One seed, one plan.
[[nodiscard]] NamedPlan random_plan(std::uint64_t seed, std::size_t jobs);

}  // namespace understudy::killing
