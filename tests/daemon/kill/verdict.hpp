// What is true in the cloud, what the daemon says of it, and which promises are broken between the two.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace understudy::killing {

using Json = nlohmann::json;

/// Each as the interfaces give it: the daemon's jobs; the emulator's bill, files and datasets.
struct Evidence {
    std::vector<std::string> acknowledged;  ///< ids of the jobs that a 2xx was received for
    Json jobs;                              ///< the daemon's list: [{"id", "state", "attempt", …}]
    Json purchases;                         ///< everything that was ever bought
    Json files;                             ///< everything that stands in datasets
    Json datasets;
    std::vector<std::string> recordings;  ///< SHA-256 of the recordings of each job, sorted
    std::size_t failed_trainings = 0;     ///< so many of the trainings were made to fail
};

struct Verdict {
    std::size_t jobs = 0, bought = 0, lost = 0, paid_twice = 0, files_twice = 0, files_damaged = 0;
    /// Jobs that wait for a person because it could not be seen three times in one attempt whether the
    /// training was begun: that is what was promised for them.
    std::size_t held_for_a_person = 0;
    std::vector<std::string> broken;  ///< a sentence for each promise that is broken
    Verdict& operator+=(const Verdict& other);
};

/// To be asked when all jobs are at rest.
[[nodiscard]] Verdict judge(const Evidence& evidence);

}  // namespace understudy::killing
