// A small file as a whole.
#pragma once

#include <cstddef>
#include <string>

#include "core/result.hpp"

namespace understudy {

struct ReadError {
    bool missing = false;  ///< there is no such file
    std::string message;   ///< for people: "cannot read PATH: why"
};

/// Blocks on the disk. Files over `most` bytes, folders and devices are errors.
[[nodiscard]] Result<std::string, ReadError> read_small_file(const std::string& path, std::size_t most);

}  // namespace understudy
