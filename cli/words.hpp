// Numbers and times in the words that people read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.hpp"

namespace understudy::cli {

/// "1,000,000"
[[nodiscard]] std::string grouped(std::uint64_t number);
/// Binary units with three digits: "812 B", "41.2 MiB", "410 MiB".
[[nodiscard]] std::string bytes_in_words(std::uint64_t bytes);
/// "41.2 MiB/s"
[[nodiscard]] std::string rate_in_words(double bytes_per_second);
/// "1 recording", "3 recordings"
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view noun);
/// Hours, minutes and seconds as sound engineers write them: "0:30:59", "2:05:00".
[[nodiscard]] std::string duration_on_clock(double duration_s);
/// The daemon's words name members of the API; here they become the options that do the same:
/// "override_preflight and a reason" is "--override-preflight REASON".
[[nodiscard]] std::string in_options(std::string words);
/// "12 s ago"; "just now" within a second, and for a time in the future.
[[nodiscard]] std::string ago(Time then, Time now);
/// To the second: "2026-11-23T05:43:18Z".
[[nodiscard]] std::string to_the_second(Time time);
/// RFC 3339 with "Z" or an offset; nullopt when it is something else.
[[nodiscard]] std::optional<Time> parse_time(std::string_view text);

}  // namespace understudy::cli
