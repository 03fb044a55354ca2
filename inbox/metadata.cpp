#include "inbox/metadata.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace understudy::inbox {

namespace {

constexpr std::size_t most_bytes = 8u << 10;

/// -1 for what is no digit.
int value_of(char digit) {
    if (digit >= 'A' && digit <= 'Z') return digit - 'A';
    if (digit >= 'a' && digit <= 'z') return digit - 'a' + 26;
    if (digit >= '0' && digit <= '9') return digit - '0' + 52;
    return digit == '+' ? 62 : digit == '/' ? 63 : -1;
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

bool is_name(std::string_view name) {
    return !name.empty() && name.size() <= 100 &&
           std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace

bool decode_base64(std::string_view text, std::string& into) {
    into.clear();
    if (text.size() % 4 != 0) return false;
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    text.remove_suffix(padding);
    std::uint32_t bits = 0;
    int held = 0;
    for (const char digit : text) {
        const int value = value_of(digit);
        if (value < 0) return false;
        bits = (bits << 6u | static_cast<std::uint32_t>(value)) & 0xffffffu;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        into += static_cast<char>(bits >> static_cast<unsigned>(held) & 0xffu);
    }
    // What is left over are zeros: there is one way to write a text.
    return (bits & ((1u << static_cast<unsigned>(held)) - 1u)) == 0;
}

Result<std::map<std::string, std::string>, std::string> parse_metadata(std::string_view text) {
    std::map<std::string, std::string> found;
    if (text.size() > most_bytes) return failure(std::string("it has more than 8 KiB"));
    for (text = trimmed(text); !text.empty();) {
        const auto comma = text.find(',');
        const std::string_view pair = trimmed(text.substr(0, comma));
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
        if (comma != std::string_view::npos && trimmed(text).empty())
            return failure(std::string("it ends with a comma"));
        const auto space = pair.find(' ');
        const std::string name(pair.substr(0, space));
        if (!is_name(name)) return failure(std::string("a pair has no name in plain ASCII"));
        const std::string_view coded =
            space == std::string_view::npos ? std::string_view() : trimmed(pair.substr(space));
        std::string value;
        if (!decode_base64(coded, value)) return failure("the value of " + name + " is no base64");
        if (!found.emplace(name, std::move(value)).second) return failure(name + " stands in it twice");
    }
    return found;
}

std::optional<std::chrono::nanoseconds> modified_in(const std::map<std::string, std::string>& metadata) {
    const auto found = metadata.find("modified");
    if (found == metadata.end()) return std::nullopt;
    const std::string& digits = found->second;
    std::int64_t since_1970 = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, since_1970);
    if (error != std::errc() || stop != end || since_1970 < 0) return std::nullopt;
    return std::chrono::nanoseconds{since_1970};
}

}  // namespace understudy::inbox
