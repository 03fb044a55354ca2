#include "cartesia/answers.hpp"

#include <nlohmann/json.hpp>

#include "cartesia/fields.hpp"
#include "cartesia/json_cautiously.hpp"

namespace understudy::cartesia {
namespace {

using nlohmann::json;

void fill(Fields& fields, CloudDataset& dataset) {
    dataset.id = fields.id();
    dataset.name = fields.text("name");
    dataset.description = fields.text("description");
}

void fill(Fields& fields, CloudFile& file) {
    file.id = fields.id();
    file.filename = fields.needed_text("filename");
    file.size = fields.needed_size("size");
}

void fill(Fields& fields, CloudFineTune& fine_tune) {
    fine_tune.id = fields.id();
    fine_tune.name = fields.text("name");
    fine_tune.description = fields.text("description");
    fine_tune.language = fields.text("language");
    fine_tune.model_id = fields.text("model_id");
    fine_tune.dataset = fields.text("dataset");
    fine_tune.status = fields.text("status");
    fine_tune.user_errors = fields.messages("user_errors");
}

void fill(Fields& fields, CloudVoice& voice) {
    voice.id = fields.id();
    voice.name = fields.text("name");
}

void fill(Fields& fields, OwnedVoice& voice) {
    voice.id = fields.id();
    voice.name = fields.text("name");
    voice.description = fields.text("description");
    voice.language = fields.text("language");
    voice.gender = fields.text("gender");
    voice.created_at = fields.text("created_at");
    voice.is_owner = fields.flag("is_owner", true);
}

template <class T>
Read<T> from_json(const json& object) {
    Fields fields(object);
    T value;
    fill(fields, value);
    if (!fields.problem().empty()) return failure(fields.problem());
    return value;
}

Read<std::optional<bool>> has_more_of(const json& page) {
    const auto member = page.find("has_more");
    if (member == page.end() || member->is_null()) return std::optional<bool>();
    if (!member->is_boolean()) return failure(std::string("\"has_more\" is neither true nor false"));
    return std::optional<bool>(member->get<bool>());
}

template <class T>
Read<std::vector<T>> entries_of(const json& page) {
    const auto data = page.find("data");
    if (data == page.end() || !data->is_array()) return failure(std::string("\"data\" is not a list"));
    std::vector<T> entries;
    entries.reserve(data->size());
    for (const json& object : *data) {
        Read<T> entry = from_json<T>(object);
        if (!entry)
            return failure("entry " + std::to_string(entries.size()) + " of the list: " + entry.error());
        entries.push_back(std::move(entry).value());
    }
    return entries;
}

Failure<std::string> unreadable() { return failure(std::string("it is not JSON, or too deep or too large")); }

}  // namespace

template <class T>
Read<T> read_object(std::string_view body) {
    const auto parsed = parse_json_cautiously(body);
    if (!parsed) return unreadable();
    return from_json<T>(*parsed);
}

template <class T>
Read<Page<T>> read_page(std::string_view body) {
    const auto parsed = parse_json_cautiously(body);
    if (!parsed) return unreadable();
    if (!parsed->is_object()) return failure(std::string("it is not a page of a list"));
    Read<std::vector<T>> entries = entries_of<T>(*parsed);
    if (!entries) return failure(std::move(entries).error());
    const Read<std::optional<bool>> has_more = has_more_of(*parsed);
    if (!has_more) return failure(has_more.error());
    return Page<T>{std::move(entries).value(), *has_more};
}

template Read<CloudDataset> read_object<CloudDataset>(std::string_view);
template Read<CloudFile> read_object<CloudFile>(std::string_view);
template Read<CloudFineTune> read_object<CloudFineTune>(std::string_view);
template Read<CloudVoice> read_object<CloudVoice>(std::string_view);
template Read<OwnedVoice> read_object<OwnedVoice>(std::string_view);
template Read<Page<CloudDataset>> read_page<CloudDataset>(std::string_view);
template Read<Page<CloudFile>> read_page<CloudFile>(std::string_view);
template Read<Page<CloudFineTune>> read_page<CloudFineTune>(std::string_view);
template Read<Page<CloudVoice>> read_page<CloudVoice>(std::string_view);
template Read<Page<OwnedVoice>> read_page<OwnedVoice>(std::string_view);

}  // namespace understudy::cartesia
