// One life of a daemon: some jobs from their submission to their voices, with kills on the way. After each
// kill it is started again; after the last one it is let go on until all is at rest, and judged.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "tests/daemon/kill/emulated_cloud.hpp"
#include "tests/daemon/kill/verdict.hpp"

namespace understudy::killing {

/// How one process ends: at a step of its own ("commit: heard#3"), some time after its start, or when the
/// cloud has met the request that `in_cloud` (a fault rule that leaves it unanswered) describes.
struct Kill {
    std::string at_step;
    std::optional<std::chrono::microseconds> after;
    Json in_cloud;
};

struct LifePlan {
    std::size_t jobs = 1;
    std::vector<Kill> kills;         ///< one process each, and then one that lives
    Json faults = Json::array();     ///< of the emulator, from the beginning
    Json settings = Json::object();  ///< of the emulator
};

struct LifeReport {
    Verdict verdict;
    std::size_t kills = 0;                        ///< those that struck before the work was done
    std::vector<std::vector<std::string>> steps;  ///< that each process reached, in their order
    std::string said;                             ///< by the daemon, in all its lives
};

/// Where a life takes place.
struct Scene {
    EmulatedCloud& cloud;
    std::string folder;               ///< emptied first; what is in it stays afterwards
    std::string recordings;           ///< a folder
    std::vector<std::string> sha256;  ///< of the recordings, sorted
};

/// Throws std::exception when the scene itself fails.
[[nodiscard]] LifeReport live_through(Scene& scene, const LifePlan& plan);

}  // namespace understudy::killing
