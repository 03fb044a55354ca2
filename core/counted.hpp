// "1 dataset", "2 datasets".
#pragma once

#include <cstddef>
#include <string>

namespace understudy {

[[nodiscard]] inline std::string counted(std::size_t number, const std::string& noun) {
    return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

}  // namespace understudy
