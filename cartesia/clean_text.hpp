// Words that others wrote, made fit to be kept, logged and shown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace understudy::cartesia {

/// Valid UTF-8 without control characters (line feeds become spaces in a single line), trimmed, at most
/// `longest` bytes; what was cut ends in "…". Never cuts a character in two.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t longest);
/// The same, but line feeds stay.
[[nodiscard]] std::string some_lines(std::string_view text, std::size_t longest);

}  // namespace understudy::cartesia
