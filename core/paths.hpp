// Paths as text: what may be written in one, how it is shown to people, and which folder it lies in.
#pragma once

#include <string>
#include <string_view>

namespace understudy {

/// Well-formed UTF-8 without overlong forms and surrogates.
[[nodiscard]] bool is_utf8(std::string_view text);
/// Holds a control character (C0, DEL, or C1 as UTF-8).
[[nodiscard]] bool has_control_character(std::string_view text);

/// A path as it may stand in a message: what is not printable becomes \xNN, what is long loses its middle.
[[nodiscard]] std::string for_people(std::string_view path);
/// One word of a POSIX shell, in quotes only where it needs them.
[[nodiscard]] std::string quoted_for_shell(std::string_view word);

/// Without "//", "/./", "/x/../" and the last '/'. Looks at the text alone, never at the disk.
[[nodiscard]] std::string lexically_clean(std::string_view absolute_path);
/// `path` is `folder` or lies below it; both clean.
[[nodiscard]] bool is_inside(std::string_view path, std::string_view folder);

}  // namespace understudy
