// Parses JSON that somebody else wrote, with limits on what it may cost us.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>

namespace understudy::cartesia {

constexpr std::size_t deepest_json = 32;           ///< arrays and objects in each other
constexpr std::size_t most_json_values = 200'000;  ///< about 20 MB once parsed

/// Whether the text stays within both limits; looks at brackets and commas outside of strings only.
[[nodiscard]] bool within_json_limits(std::string_view text);

/// nullopt for what is no JSON (in UTF-8, nothing after it) or beyond the limits.
[[nodiscard]] std::optional<nlohmann::json> parse_json_cautiously(std::string_view text);

}  // namespace understudy::cartesia
