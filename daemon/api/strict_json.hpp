// Reads a request's body as JSON, strictly: what two readers could understand differently is refused.
#pragma once

#include <string_view>

#include "core/problem.hpp"
#include "core/result.hpp"
#include "daemon/api/json.hpp"

namespace understudy::api {

inline constexpr std::size_t max_body_bytes = 1u << 20;
inline constexpr int max_json_depth = 32;
inline constexpr std::size_t max_json_members = 256;  ///< of one object: they are compared with each other

/// Refused, with the place: what is no JSON, is nested deeper than max_json_depth or wider than
/// max_json_members, is not UTF-8, has a member twice
/// in one object, or has U+0000 in a text (no path, name or label can hold it).
[[nodiscard]] Result<Json, Problem> read_strict_json(std::string_view text);
/// The same; nothing at all is as good as {}.
[[nodiscard]] Result<Json, Problem> read_optional_json(std::string_view text);

}  // namespace understudy::api
