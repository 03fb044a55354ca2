// What is wrong only together: keys that are each well-formed.
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"

namespace understudy {

struct Contradiction {
    std::vector<std::string> keys;  ///< all that take part; the first is the one to blame
    std::string message;
};

[[nodiscard]] std::vector<Contradiction> contradictions(const Config& config);

}  // namespace understudy
