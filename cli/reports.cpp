// The rest of documents.hpp: what is printed as JSON or as fields, and requests' bodies.
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/documents.hpp"
#include "cli/json_reading.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

/// In JSON, what steers a terminal can only stand within strings, and there as itself or as an escape.
std::string with_escapes(std::string_view json) {
    std::string result;
    while (!json.empty()) {
        const CodePoint point = first_code_point(json);
        const bool escape = point.value != '\n' && point.value <= 0xFFFF && steers_terminal(point.value);
        std::array<char, 8> text{};
        std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(point.value & 0xFFFFu));
        result.append(escape ? std::string_view(text.data()) : json.substr(0, point.bytes));
        json.remove_prefix(point.bytes);
    }
    return result;
}

std::string formatted(const Json& json, bool one_line) {
    return with_escapes(json.dump(one_line ? -1 : 2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

std::string spelled(std::string name) {
    for (char& letter : name)
        if (letter == '_') letter = ' ';
    return visible(name);
}

/// A list of small objects that all have the same members, such as the jobs that use something.
bool is_table(const Json& json) {
    if (!json.is_array() || json.empty() || !json[0].is_object() || json[0].empty()) return false;
    return std::all_of(json.begin(), json.end(), [&](const Json& row) {
        if (!row.is_object() || row.size() != json[0].size()) return false;
        return std::all_of(row.items().begin(), row.items().end(), [&](const auto& cell) {
            return json[0].contains(cell.key()) && !cell.value().is_structured();
        });
    });
}

/// Its values alone, in columns.
void add_rows(const Json& json, const std::string& indent, std::vector<std::string>& lines) {
    std::map<std::string, std::size_t> widths;
    for (const Json& row : json)
        for (const auto& [name, value] : row.items())
            widths[name] = std::max(widths[name], display_width(visible(as_text(value))));
    for (const Json& row : json) {
        std::string line = indent;
        for (const auto& [name, first] : json[0].items())
            line += padded(visible(text_in(row, name.c_str())), widths[name]) + "  ";
        line.erase(line.find_last_not_of(' ') + 1);
        lines.push_back(std::move(line));
    }
}

void add_fields(const Json& json, const std::string& indent, std::vector<std::string>& lines) {
    for (const auto& [name, value] : json.items()) {
        const std::string head = indent + (json.is_array() ? "-" : spelled(name) + ":");
        if (value.is_null() || (value.is_structured() && value.empty())) continue;
        if (!value.is_structured()) {
            lines.push_back(head + " " + visible(in_options(as_text(value))));
            continue;
        }
        lines.push_back(head);
        if (is_table(value))
            add_rows(value, indent + "  ", lines);
        else
            add_fields(value, indent + "  ", lines);
    }
}

}  // namespace

std::optional<std::vector<std::string>> as_fields(std::string_view text) {
    const auto json = parsed_json(text);
    if (!json) return std::nullopt;
    std::vector<std::string> lines;
    if (json->is_structured())
        add_fields(*json, "", lines);
    else
        lines.push_back(visible(as_text(*json)));
    return lines;
}

std::optional<std::string> printable_json(std::string_view text, bool one_line) {
    const auto json = parsed_json(text);
    if (!json) return std::nullopt;
    return formatted(*json, one_line);
}

std::string page_document(const std::vector<std::string>& documents, std::string_view next_cursor) {
    Json page{{"data", Json::array()}, {"next_cursor", nullptr}};
    for (const std::string& document : documents)
        page["data"].push_back(Json::parse(document, nullptr, false));
    if (!next_cursor.empty()) page["next_cursor"] = next_cursor;
    return formatted(page, false);
}

std::string voices_document(const std::vector<Voice>& voices) {
    Json list = Json::array();
    for (const Voice& voice : voices) list.push_back(Json{{"id", voice.id}, {"name", voice.name}});
    return formatted(list, false);
}

struct Body::Impl {
    Json json = Json::object();
};

Body::Body() : impl_(std::make_unique<Impl>()) {}
Body::~Body() = default;
Body::Body(Body&&) noexcept = default;
Body& Body::operator=(Body&&) noexcept = default;
void Body::text(const char* name, std::string_view value) { impl_->json[name] = value; }
void Body::number(const char* name, long long value) { impl_->json[name] = value; }
void Body::flag(const char* name, bool value) { impl_->json[name] = value; }
void Body::nothing(const char* name) { impl_->json[name] = nullptr; }
void Body::texts(const char* name, const std::vector<std::string>& values) { impl_->json[name] = values; }
void Body::pairs(const char* name, const std::vector<std::pair<std::string, std::string>>& values) {
    Json object = Json::object();
    for (const auto& [key, value] : values) object[key] = value;
    impl_->json[name] = std::move(object);
}
std::string Body::to_string() const { return dumped(impl_->json); }

}  // namespace understudy::cli
