// Durations and sizes as people write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/time.hpp"

namespace understudy {

/// "500ms", "30s", "10m", "2h", "3d", "0". The error says what is wrong and how to write it.
[[nodiscard]] Result<Duration, std::string> parse_duration(std::string_view text);

/// "8MiB" (powers of 1024: KiB MiB GiB TiB), "10MB" (powers of 1000: kB KB MB GB TB), "512B", "512", "0".
[[nodiscard]] Result<std::uint64_t, std::string> parse_size(std::string_view text);

/// A duration as this file's reader takes it: "10m", "500ms".
[[nodiscard]] std::string written(Duration duration);

}  // namespace understudy
