// What a configuration names, looked at before the daemon is started with it: --check-config.
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"

namespace understudy {

struct Surroundings {
    std::vector<std::string> errors;  ///< with these the daemon does not start
    std::vector<std::string>
        warnings;  ///< it starts, and something waits: what may be mounted or put there later
};

/// Blocks on the disk. Each says the key, what is wrong and the cure.
[[nodiscard]] Surroundings look_at_surroundings(const Config& config);

}  // namespace understudy
