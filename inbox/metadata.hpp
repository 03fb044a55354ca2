// Upload-Metadata, as tus 1.0 writes it: "filename dGFrZS53YXY=,folder QW5uYQ==". Pure.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace understudy::inbox {

/// Names and decoded values. The error says what is wrong with it, for people.
[[nodiscard]] Result<std::map<std::string, std::string>, std::string> parse_metadata(std::string_view text);

/// Standard base64 with its padding, as RFC 4648 has it and nothing else. False: it is none.
[[nodiscard]] bool decode_base64(std::string_view text, std::string& into);
/// When the file was changed last on the machine that it comes from: `modified`, in nanoseconds since 1970;
/// nullopt where its sender did not say so.
[[nodiscard]] std::optional<std::chrono::nanoseconds> modified_in(
    const std::map<std::string, std::string>& metadata);

}  // namespace understudy::inbox
