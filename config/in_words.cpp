// Errors as lines for people. Keys and values in them come from the document, and that may be anything.
#include <array>
#include <cstdio>

#include "config/parse.hpp"

namespace understudy {
namespace {

constexpr std::size_t longest_key = 100, longest_message = 600;  ///< bytes

bool continues_a_character(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

std::string cut(std::string_view text, std::size_t longest) {
    if (text.size() <= longest) return std::string(text);
    while (longest > 0 && continues_a_character(text[longest])) --longest;
    return std::string(text.substr(0, longest)) + "…";
}

/// Control characters written out: they neither steer a terminal nor begin a line of their own.
std::string shown(std::string_view text, std::size_t longest) {
    std::string result;
    for (const char c : cut(text, longest)) {
        const auto byte = static_cast<unsigned char>(c);
        std::array<char, 8> escape{};
        std::snprintf(escape.data(), escape.size(), "\\x%02x", byte);
        if (byte < 0x20 || byte == 0x7F)
            result += escape.data();
        else
            result += c;
    }
    return result;
}

}  // namespace

std::string in_words(const std::string& path, const ConfigError& error) {
    std::string words = path;
    if (error.line > 0) words += ":" + std::to_string(error.line);
    if (!error.key.empty()) words += ": " + shown(error.key, longest_key);
    return words + ": " + shown(error.message, longest_message);
}

}  // namespace understudy
