#include "audio/json_members.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/paths.hpp"

namespace understudy {

using nlohmann::json;

namespace {

bool continues_a_character(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

/// Cut between characters.
std::string beginning_of(const std::string& text, std::size_t longest) {
    if (text.size() <= longest) return text;
    while (longest > 0 && continues_a_character(text[longest])) --longest;
    return text.substr(0, longest);
}

}  // namespace

std::string text_of(const json& object, const char* key, std::size_t longest) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string()) return "";
    const std::string& text = found->get_ref<const std::string&>();
    return for_people(beginning_of(text, longest));
}

std::int64_t number_of(const json& object, const char* key, std::int64_t most) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_integer()) return 0;
    if (found->is_number_unsigned() && found->get<std::uint64_t>() > static_cast<std::uint64_t>(most))
        return most;
    return std::clamp<std::int64_t>(found->get<std::int64_t>(), 0, most);
}

std::optional<double> real_of(const json& object, const char* key, double least, double most) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number()) return std::nullopt;
    const double value = found->get<double>();
    if (!std::isfinite(value)) return std::nullopt;
    return std::clamp(value, least, most);
}

bool flag_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

bool is_hex(std::string_view text, std::size_t digits) {
    return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace understudy
