// Hears one file from its first byte to its last.
#pragma once

#include <cstdint>
#include <functional>

#include "audio/hearing.hpp"

namespace understudy {

/// Reads `file` (open for reading, stays the caller's) once, at no particular position. Whatever it holds,
/// the digests are complete unless read_error says otherwise. `on_progress` hears how far the reading has
/// come, at most once a second, growing; it may be empty. Throws std::bad_alloc where memory is limited.
[[nodiscard]] Hearing listen(int file, std::uint64_t size_bytes,
                             std::function<void(std::uint64_t)> on_progress);

}  // namespace understudy
