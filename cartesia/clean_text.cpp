#include "cartesia/clean_text.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace understudy::cartesia {
namespace {

constexpr std::string_view ellipsis = "…";

std::uint8_t byte_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

std::size_t announced_length(std::uint8_t lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

bool second_byte_fits(std::uint8_t lead, std::uint8_t second) {
    if (lead == 0xE0) return second >= 0xA0;  // overlong
    if (lead == 0xED) return second < 0xA0;   // surrogates
    if (lead == 0xF0) return second >= 0x90;  // overlong
    if (lead == 0xF4) return second < 0x90;   // beyond U+10FFFF
    return true;
}

/// Bytes of the valid UTF-8 character at the beginning of `text`; 0 when there is none.
std::size_t character_length(std::string_view text) {
    const std::uint8_t lead = byte_at(text, 0);
    const std::size_t length = announced_length(lead);
    if (length == 0 || length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte_at(text, i) & 0xC0) != 0x80) return 0;
    return length > 1 && !second_byte_fits(lead, byte_at(text, 1)) ? 0 : length;
}

/// C0, DEL and C1 (U+0080–U+009F).
bool is_control(std::string_view character) {
    const std::uint8_t lead = byte_at(character, 0);
    if (character.size() == 1) return lead < 0x20 || lead == 0x7F;
    return character.size() == 2 && lead == 0xC2 && byte_at(character, 1) < 0xA0;
}

std::string_view clean_character(std::string_view text, std::size_t length, bool keep_lines) {
    if (length == 0) return "?";
    const std::string_view character = text.substr(0, length);
    if (!is_control(character)) return character;
    return keep_lines && character == "\n" ? "\n" : " ";
}

void trim_end(std::string& text) {
    const std::size_t last = text.find_last_not_of(" \n");
    text.erase(last == std::string::npos ? 0 : last + 1);
}

std::string clean(std::string_view text, std::size_t longest, bool keep_lines) {
    std::string cleaned;
    std::size_t room_for_ellipsis = 0;  // where to cut, should it become too long
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        const std::string_view character = clean_character(text, length, keep_lines);
        text.remove_prefix(length == 0 ? 1 : length);
        if (cleaned.empty() && (character == " " || character == "\n")) continue;
        cleaned += character;
        if (cleaned.size() + ellipsis.size() <= longest) room_for_ellipsis = cleaned.size();
        if (cleaned.size() <= longest) continue;
        cleaned.resize(room_for_ellipsis);
        trim_end(cleaned);
        return cleaned + std::string(ellipsis);
    }
    trim_end(cleaned);
    return cleaned;
}

}  // namespace

std::string one_line(std::string_view text, std::size_t longest) { return clean(text, longest, false); }
std::string some_lines(std::string_view text, std::size_t longest) { return clean(text, longest, true); }

}  // namespace understudy::cartesia
