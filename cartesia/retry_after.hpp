// Times in the cloud's headers: how long it asks us to wait, and what time it has.
#pragma once

#include <optional>
#include <string_view>

#include "core/time.hpp"

namespace understudy::cartesia {

constexpr milliseconds longest_retry_after = std::chrono::hours(1);

/// Understands seconds ("120", also "1.5") and an HTTP date ("Wed, 21 Oct 2026 07:28:00 GMT"), which is
/// measured from `now`. What is past counts as no wait, what is over an hour as an hour; nullopt for anything
/// else.
[[nodiscard]] std::optional<milliseconds> parse_retry_after(std::string_view value, Time now);

/// "Wed, 21 Oct 2026 07:28:00 GMT"; nullopt for anything else.
[[nodiscard]] std::optional<Time> parse_http_date(std::string_view value);

}  // namespace understudy::cartesia
