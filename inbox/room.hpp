// Whether a file still fits: by its own limit, the quota and the disk. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "core/problem.hpp"

namespace understudy::inbox {

/// Bytes; a limit of 0 is none.
struct Room {
    std::uint64_t max_file = 0, quota = 0;
    std::uint64_t stored = 0;       ///< of files in their places
    std::uint64_t promised = 0;     ///< the lengths of the files that are on their way
    std::uint64_t outstanding = 0;  ///< what of that is not on the disk yet
    std::uint64_t disk_free = 0;
};

/// The disk keeps this much: the database lies on it, too.
inline constexpr std::uint64_t kept_free = 256ull << 20;

/// Why a file of this length is not taken, with the numbers: 413 or 507; nullopt when it is.
[[nodiscard]] std::optional<Problem> refuse_length(std::uint64_t length, const Room& room);

/// "12.5 GiB", for people.
[[nodiscard]] std::string size_in_words(std::uint64_t bytes);

}  // namespace understudy::inbox
