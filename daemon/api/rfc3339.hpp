// Moments as clients write them.
#pragma once

#include <optional>
#include <string_view>

#include "core/time.hpp"

namespace understudy::api {

/// "2026-11-23T05:43:18Z", "2026-11-23 06:43:18.25+01:00"; digits beyond microseconds are cut off, a leap
/// second is the second after it. nullopt for anything else, also for a day that no month has.
[[nodiscard]] std::optional<Time> from_rfc3339(std::string_view text);

}  // namespace understudy::api
