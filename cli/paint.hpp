// Lines made of coloured pieces: measured and cut while they are plain, coloured last.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::cli {

enum class Ink { plain, bold, dim, red, green, yellow, cyan };

/// `text` is harmless already: see visible().
struct Span {
    std::string text;
    Ink ink = Ink::plain;
};
using Line = std::vector<Span>;

/// For streams that are no terminal: nothing is cut.
inline constexpr std::size_t unlimited = static_cast<std::size_t>(-1);

[[nodiscard]] std::string painted(std::string_view text, Ink ink, bool colours);
/// The line cut to `width` columns; every colour that is begun is ended.
[[nodiscard]] std::string to_text(const Line& line, std::size_t width, bool colours);
/// The colour of a job's state, or of a verdict.
[[nodiscard]] Ink ink_of(std::string_view word);

}  // namespace understudy::cli
