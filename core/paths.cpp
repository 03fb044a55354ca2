#include "core/paths.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>

namespace understudy {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

// The length of the well-formed sequence that `text` begins with, 0 when it begins with none.
std::size_t utf8_sequence(std::string_view text) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = at(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xC2 && first < 0xE0   ? 2
                               : (first & 0xF0u) == 0xE0       ? 3
                               : first >= 0xF0 && first < 0xF5 ? 4
                                                               : 0;
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if (!is_continuation(text[i])) return 0;
    const bool overlong = (first == 0xE0 && at(1) < 0xA0) || (first == 0xF0 && at(1) < 0x90);
    const bool surrogate = first == 0xED && at(1) >= 0xA0;
    const bool beyond = first == 0xF4 && at(1) >= 0x90;
    return overlong || surrogate || beyond ? 0 : length;
}

bool is_control(std::string_view sequence) {
    const auto first = static_cast<unsigned char>(sequence[0]);
    if (sequence.size() == 1) return first < 0x20 || first == 0x7F;
    return first == 0xC2 && static_cast<unsigned char>(sequence[1]) < 0xA0;
}

std::string hex_escape(char byte) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "\\x%02x",
                  static_cast<unsigned>(static_cast<unsigned char>(byte)));
    return text.data();
}

std::string printable(std::string_view path) {
    std::string shown;
    while (!path.empty()) {
        const std::size_t length = std::max<std::size_t>(1, utf8_sequence(path));
        const std::string_view piece = path.substr(0, length);
        const bool show = utf8_sequence(path) > 0 && !is_control(piece);
        if (show) shown += piece;
        if (!show)
            for (const char byte : piece) shown += hex_escape(byte);
        path.remove_prefix(length);
    }
    return shown;
}

}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8_sequence(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

bool has_control_character(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = std::max<std::size_t>(1, utf8_sequence(text));
        if (is_control(text.substr(0, length))) return true;
        text.remove_prefix(length);
    }
    return false;
}

std::string for_people(std::string_view path) {
    constexpr std::size_t longest = 300, kept_in_front = 120, kept_behind = 160;
    std::string shown = printable(path.size() > 8 * longest ? path.substr(0, 8 * longest) : path);
    if (shown.size() <= longest) return shown;
    std::size_t front = kept_in_front, behind = shown.size() - kept_behind;
    while (is_continuation(shown[front])) --front;
    while (behind < shown.size() && is_continuation(shown[behind])) ++behind;
    return shown.substr(0, front) + "…" + shown.substr(behind);
}

std::string quoted_for_shell(std::string_view word) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:,@%=";
    if (!word.empty() && word.front() != '-' && word.find_first_not_of(plain) == std::string_view::npos)
        return std::string(word);
    std::string quoted = word.starts_with('-') ? "'./" : "'";
    for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string lexically_clean(std::string_view absolute_path) {
    std::string clean = std::filesystem::path(absolute_path).lexically_normal().string();
    while (clean.size() > 1 && clean.back() == '/') clean.pop_back();
    return clean;
}

bool is_inside(std::string_view path, std::string_view folder) {
    if (folder == "/") return path.starts_with('/');
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace understudy
