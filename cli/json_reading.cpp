#include "cli/json_reading.hpp"

namespace understudy::cli {

namespace {

/// Nothing of the daemon's is nested like that, and whatever walks a document calls itself.
constexpr int deepest = 64;

}  // namespace

std::optional<Json> parsed_json(std::string_view text) {
    bool too_deep = false;
    const auto look = [&](int depth, Json::parse_event_t, const Json&) {
        too_deep = too_deep || depth > deepest;
        return !too_deep;
    };
    Json json = Json::parse(text, look, false);
    if (too_deep || json.is_discarded()) return std::nullopt;
    return json;
}

const Json* member(const Json& object, const char* name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string as_text(const Json& value) {
    return value.is_string() ? value.get<std::string>() : dumped(value);
}

std::string text_in(const Json& object, const char* name) {
    const Json* value = member(object, name);
    return value == nullptr ? "" : as_text(*value);
}

std::optional<double> number_in(const Json& object, const char* name) {
    const Json* value = member(object, name);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    return value->get<double>();
}

std::uint64_t count_in(const Json& object, const char* name) {
    const Json* value = member(object, name);
    if (value == nullptr || !value->is_number_unsigned()) return 0;
    return value->get<std::uint64_t>();
}

const Json& array_in(const Json& object, const char* name) {
    static const Json empty = Json::array();
    const Json* value = member(object, name);
    return value == nullptr || !value->is_array() ? empty : *value;
}

std::vector<std::string> texts_in(const Json& object, const char* name) {
    std::vector<std::string> texts;
    for (const Json& entry : array_in(object, name)) texts.push_back(as_text(entry));
    return texts;
}

std::string reuse_words(const Json& object) {
    const Json* reuse = member(object, "reuse");
    return reuse == nullptr ? "" : text_in(*reuse, "words") + "; " + text_in(*reuse, "cure");
}

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace understudy::cli
