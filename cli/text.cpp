#include "cli/text.hpp"

#include <locale.h>
#include <wchar.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace understudy::cli {

namespace {

constexpr CodePoint ill_formed(char byte) { return {static_cast<unsigned char>(byte), 1, false}; }

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u; }

// wcwidth() answers for the locale of the calling thread; ours must not depend on the user's.
class Utf8Locale {
  public:
    Utf8Locale() : previous_(uselocale(shared())) {}
    ~Utf8Locale() { uselocale(previous_); }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

  private:
    static locale_t shared() {
        static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return locale;
    }
    locale_t previous_;
};

std::size_t columns_of(CodePoint point) {
    if (point.valid && point.value >= 0x20 && point.value < 0x7F) return 1;
    const int columns = wcwidth(static_cast<wchar_t>(point.value));
    return columns < 0 ? 1 : static_cast<std::size_t>(columns);
}

std::string written_out(CodePoint point) {
    std::array<char, 16> text{};
    if (point.valid && point.value == '\n') return "\\n";
    if (point.valid && point.value == '\t') return "\\t";
    const char* form = point.valid && point.value > 0x7F ? "\\u{%x}" : "\\x%02x";
    std::snprintf(text.data(), text.size(), form, static_cast<unsigned>(point.value));
    return text.data();
}

/// The longest beginning of `text` that is at most `columns` wide, in bytes.
std::size_t bytes_within(std::string_view text, std::size_t columns) {
    const Utf8Locale locale;
    std::size_t used = 0, bytes = 0;
    while (bytes < text.size()) {
        const CodePoint point = first_code_point(text.substr(bytes));
        used += columns_of(point);
        if (used > columns) break;
        bytes += point.bytes;
    }
    return bytes;
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return ill_formed(text.front());
    char32_t value = lead & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(text[i])) return ill_formed(text.front());
        value = value << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest[length] || surrogate || value > 0x10FFFF) return ill_formed(text.front());
    return {value, length, true};
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        if (!point.valid) return false;
        text.remove_prefix(point.bytes);
    }
    return true;
}

bool steers_terminal(char32_t value) {
    const auto within = [value](char32_t low, char32_t high) { return value >= low && value <= high; };
    return value < 0x20 || within(0x7F, 0x9F) || within(0x2028, 0x202E) || within(0x2066, 0x2069) ||
           within(0x200E, 0x200F) || value == 0x061C || value == 0xFEFF || within(0xE0000, 0xE007F);
}

std::string visible(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        if (!point.valid || steers_terminal(point.value))
            result += written_out(point);
        else
            result.append(text.substr(0, point.bytes));
        text.remove_prefix(point.bytes);
    }
    return result;
}

std::size_t display_width(std::string_view text) {
    const Utf8Locale locale;
    std::size_t columns = 0;
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        columns += columns_of(point);
        text.remove_prefix(point.bytes);
    }
    return columns;
}

std::string truncated(std::string_view text, std::size_t columns) {
    if (display_width(text) <= columns) return std::string(text);
    if (columns == 0) return "";
    return std::string(text.substr(0, bytes_within(text, columns - 1))) + "…";
}

std::string padded(std::string_view text, std::size_t columns, bool right_aligned) {
    const std::size_t used = display_width(text);
    const std::string fill(columns > used ? columns - used : 0, ' ');
    return right_aligned ? fill + std::string(text) : std::string(text) + fill;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
    columns = std::max<std::size_t>(columns, 2);  // two, so that a wide character has room
    std::vector<std::string> lines;
    while (display_width(text) > columns) {
        std::size_t cut = bytes_within(text, columns);
        const std::size_t space = text.substr(0, std::min(cut + 1, text.size())).rfind(' ');
        const bool at_space = space != std::string_view::npos && space > 0;
        if (at_space) cut = space;
        lines.emplace_back(text.substr(0, cut));
        text.remove_prefix(cut + (at_space ? 1 : 0));
    }
    if (!text.empty() || lines.empty()) lines.emplace_back(text);
    return lines;
}

}  // namespace understudy::cli
