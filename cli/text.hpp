// Text for a terminal: what comes from elsewhere is made harmless, and measured in columns, not bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::cli {

/// One code point of UTF-8. An ill-formed byte is itself, of length 1, with `valid` false.
struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 1;
    bool valid = true;
};
/// `text` must not be empty.
[[nodiscard]] CodePoint first_code_point(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text);
/// A character that could steer a terminal or disguise text: controls (C0, DEL, C1), line and paragraph
/// separators, direction overrides and marks, the byte order mark.
[[nodiscard]] bool steers_terminal(char32_t value);
/// Every such character and every ill-formed byte written out ("\n", "\x1b", "\u{202e}"); the rest as it is.
[[nodiscard]] std::string visible(std::string_view text);

/// Columns on a terminal. For text that visible() has made, or our own.
[[nodiscard]] std::size_t display_width(std::string_view text);
/// At most `columns` wide; what is cut ends with "…".
[[nodiscard]] std::string truncated(std::string_view text, std::size_t columns);
/// Filled with spaces up to `columns`.
[[nodiscard]] std::string padded(std::string_view text, std::size_t columns, bool right_aligned = false);
/// Broken at spaces into lines of at most `columns`; a longer word is broken where it must be. Never empty.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

}  // namespace understudy::cli
