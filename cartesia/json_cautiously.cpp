#include "cartesia/json_cautiously.hpp"

#include <nlohmann/json.hpp>

namespace understudy::cartesia {
namespace {

/// The index after the string that begins at `at` (on its quote).
std::size_t after_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    return at + 1;
}

}  // namespace

bool within_json_limits(std::string_view text) {
    std::size_t depth = 0;
    std::size_t values = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char character = text[at];
        if (character == '[' || character == '{') ++depth, ++values;
        if ((character == ']' || character == '}') && depth > 0) --depth;
        if (character == ',') ++values;
        if (depth > deepest_json || values > most_json_values) return false;
        at = character == '"' ? after_string(text, at) : at + 1;
    }
    return true;
}

std::optional<nlohmann::json> parse_json_cautiously(std::string_view text) {
    if (!within_json_limits(text)) return std::nullopt;
    nlohmann::json parsed = nlohmann::json::parse(text, nullptr, false);
    if (parsed.is_discarded()) return std::nullopt;
    return parsed;
}

}  // namespace understudy::cartesia
