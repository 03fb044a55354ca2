#include <nlohmann/json.hpp>

#include "cartesia/error_words.hpp"
#include "cartesia/json_cautiously.hpp"

namespace understudy::cartesia {
namespace {

using nlohmann::json;

std::string text_of(const json& object, const char* name) {
    const auto member = object.find(name);
    return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

std::string first_text_of(const json& object, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (std::string text = text_of(object, name); !text.empty()) return text;
    return {};
}

ErrorWords words_of(const json& object) {
    return {first_text_of(object, {"error_code", "code"}), text_of(object, "title"),
            first_text_of(object, {"message", "detail", "description"}), text_of(object, "request_id")};
}

/// {"error": {…}} and {"error": "words"}; the wrapping object may carry the request's id.
ErrorWords unwrapped(const json& object) {
    const auto inner = object.find("error");
    if (inner == object.end() || (!inner->is_object() && !inner->is_string())) return words_of(object);
    ErrorWords words =
        inner->is_object() ? words_of(*inner) : ErrorWords{"", "", inner->get<std::string>(), ""};
    if (words.request_id.empty()) words.request_id = text_of(object, "request_id");
    if (words.message.empty()) words.message = text_of(object, "message");
    return words;
}

}  // namespace

std::optional<ErrorWords> error_words_of_json(std::string_view body) {
    const auto parsed = parse_json_cautiously(body);
    if (!parsed) return std::nullopt;
    if (parsed->is_string()) return ErrorWords{"", "", parsed->get<std::string>(), ""};
    if (!parsed->is_object()) return std::nullopt;
    return unwrapped(*parsed);
}

}  // namespace understudy::cartesia
