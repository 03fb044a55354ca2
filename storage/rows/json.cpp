#include "storage/rows/json.hpp"

#include "storage/rows/json_fields.hpp"

namespace understudy::rows {
namespace {

bool is_pair_of_strings(const Json& value) {
    return value.is_array() && value.size() == 2 && value[0].is_string() && value[1].is_string();
}

}  // namespace

std::string write_strings(const std::vector<std::string>& strings) { return dump(Json(strings)); }

std::optional<std::vector<std::string>> read_strings(std::string_view text) {
    const Json array = parse(text);
    if (!array.is_array()) return std::nullopt;
    std::vector<std::string> strings;
    strings.reserve(array.size());
    for (const Json& value : array) {
        if (!value.is_string()) return std::nullopt;
        strings.push_back(value.get<std::string>());
    }
    return strings;
}

std::string write_labels(const Labels& labels) {
    if (labels.empty()) return "{}";
    return dump(Json(labels));
}

std::optional<Labels> read_labels(std::string_view text) {
    if (text == "{}") return Labels{};
    const Json object = parse(text);
    if (!object.is_object()) return std::nullopt;
    Labels labels;
    for (const auto& [name, value] : object.items()) {
        if (!value.is_string()) return std::nullopt;
        labels.emplace(name, value.get<std::string>());
    }
    return labels;
}

std::string write_pairs(const Pairs& pairs) {
    Json array = Json::array();
    for (const auto& [name, value] : pairs) array.push_back(Json::array({name, value}));
    return dump(array);
}

std::optional<Pairs> read_pairs(std::string_view text) {
    if (text == "[]") return Pairs{};
    const Json array = parse(text);
    if (!array.is_array()) return std::nullopt;
    Pairs pairs;
    for (const Json& pair : array) {
        if (!is_pair_of_strings(pair)) return std::nullopt;
        pairs.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
    }
    return pairs;
}

std::string write_error(const JobError& error) {
    Json object = Json::object();
    object["type"] = error.type;
    object["title"] = error.title;
    object["detail"] = error.detail;
    object["request_id"] = error.request_id;
    object["at"] = error.at.time_since_epoch().count();
    if (error.http_status) object["http_status"] = *error.http_status;
    return dump(object);
}

std::optional<JobError> read_error(std::string_view text) {
    Fields fields(text);
    JobError error;
    error.type = fields.text("type");
    error.title = fields.text("title");
    error.detail = fields.text("detail");
    error.request_id = fields.text("request_id");
    error.at = Time{Duration{fields.integer("at")}};
    if (const auto status = fields.maybe_integer("http_status"))
        error.http_status = static_cast<int>(*status);
    if (!fields.sound()) return std::nullopt;
    return error;
}

}  // namespace understudy::rows
