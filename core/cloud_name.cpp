#include "core/cloud_name.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "core/require.hpp"

namespace understudy {
namespace {

constexpr std::size_t digest_digits = 12;
constexpr std::size_t longest_extension = 5;

// U+00C0 to U+017F (Latin-1 Supplement's letters and Latin Extended-A) without their accents.
constexpr std::array<std::string_view, 0x180 - 0xC0> plain_letters = {
    "A", "A", "A",  "A",  "A", "A", "AE", "C",  "E",  "E", "E", "E", "I",  "I",  "I", "I", "D", "N",
    "O", "O", "O",  "O",  "O", "x", "O",  "U",  "U",  "U", "U", "Y", "Th", "ss", "a", "a", "a", "a",
    "a", "a", "ae", "c",  "e", "e", "e",  "e",  "i",  "i", "i", "i", "d",  "n",  "o", "o", "o", "o",
    "o", "-", "o",  "u",  "u", "u", "u",  "y",  "th", "y", "A", "a", "A",  "a",  "A", "a", "C", "c",
    "C", "c", "C",  "c",  "C", "c", "D",  "d",  "D",  "d", "E", "e", "E",  "e",  "E", "e", "E", "e",
    "E", "e", "G",  "g",  "G", "g", "G",  "g",  "G",  "g", "H", "h", "H",  "h",  "I", "i", "I", "i",
    "I", "i", "I",  "i",  "I", "i", "IJ", "ij", "J",  "j", "K", "k", "k",  "L",  "l", "L", "l", "L",
    "l", "L", "l",  "L",  "l", "N", "n",  "N",  "n",  "N", "n", "n", "N",  "n",  "O", "o", "O", "o",
    "O", "o", "OE", "oe", "R", "r", "R",  "r",  "R",  "r", "S", "s", "S",  "s",  "S", "s", "S", "s",
    "T", "t", "T",  "t",  "T", "t", "U",  "u",  "U",  "u", "U", "u", "U",  "u",  "U", "u", "U", "u",
    "W", "w", "Y",  "y",  "Y", "Z", "z",  "Z",  "z",  "Z", "z", "s"};

bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
    return lower;
}

// One code point from the front of `text`, which gets shorter. A byte that begins none stands for itself.
char32_t take_code_point(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t code = length == 1 ? first : first & (0x7Fu >> length);
    for (std::size_t i = 1; i < std::min(length, text.size()); ++i)
        code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    text.remove_prefix(std::min(length, text.size()));
    return code;
}

std::string_view safe_form(char32_t code, char& scratch) {
    if (code == '/') return "_";
    if (code >= 0xC0 && code < 0x180) return plain_letters[code - 0xC0];
    if (code >= 0x300 && code < 0x370) return "";  // an accent that stands apart, as macOS stores names
    scratch = static_cast<char>(code);
    if (code < 0x80 && (is_alphanumeric(scratch) || code == '_' || code == '.')) return {&scratch, 1};
    return "-";
}

std::string safe_path(std::string_view path) {
    std::string safe;
    while (!path.empty()) {
        char scratch = 0;
        const std::string_view piece = safe_form(take_code_point(path), scratch);
        if (piece == "-" && !safe.empty() && safe.back() == '-') continue;
        safe += piece;
    }
    return safe;
}

std::pair<std::string_view, std::string> split_extension(std::string_view relative) {
    const std::size_t dot = relative.rfind('.');
    const std::size_t slash = relative.rfind('/');
    const std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
    if (dot == std::string_view::npos || dot <= name) return {relative, ""};
    const std::string extension = lower_case(relative.substr(dot + 1));
    const bool plain = !extension.empty() && extension.size() <= longest_extension &&
                       std::all_of(extension.begin(), extension.end(), is_alphanumeric);
    if (!plain) return {relative, ""};
    return {relative.substr(0, dot), "." + extension};
}

std::string trimmed_to_end(std::string stem, std::size_t room) {
    if (stem.size() > room) stem.erase(0, stem.size() - room);
    stem.erase(0, stem.find_first_not_of("-._"));
    while (!stem.empty() && (stem.back() == '-' || stem.back() == '.')) stem.pop_back();
    return stem.empty() ? "recording" : stem;
}

std::string counted_name(const NamedRecording& recording, std::size_t count) {
    require(recording.sha256.size() >= digest_digits, "a recording is named before its digest is known");
    const auto [stem, extension] = split_extension(recording.relative);
    const std::string counter = count < 2 ? "" : "-" + std::to_string(count);
    const std::string tail = counter + "." + recording.sha256.substr(0, digest_digits) + extension;
    return trimmed_to_end(safe_path(stem), longest_cloud_name - tail.size()) + tail;
}

}  // namespace

std::string cloud_name(std::string_view relative, std::string_view sha256) {
    return counted_name({std::string(relative), std::string(sha256)}, 1);
}

std::vector<std::string> cloud_names(std::span<const NamedRecording> recordings) {
    std::set<std::string> taken;
    std::map<std::string, std::size_t> counts;  // how often each uncounted name was asked for
    std::vector<std::string> names;
    names.reserve(recordings.size());
    for (const NamedRecording& recording : recordings) {
        std::size_t& count = counts[lower_case(counted_name(recording, 1))];
        std::string name = counted_name(recording, ++count);
        while (!taken.insert(lower_case(name)).second) name = counted_name(recording, ++count);
        names.push_back(std::move(name));
    }
    return names;
}

}  // namespace understudy
