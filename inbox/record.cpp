#include "inbox/record.hpp"

#include <nlohmann/json.hpp>

#include "core/inbox_name.hpp"

namespace understudy::inbox {

namespace {

using Json = nlohmann::json;

/// Names that would not be taken from a client are not taken from the disk either.
bool sound(const Record& record) {
    const InboxUpload& upload = record.upload;
    return is_upload_id(upload.id) && inbox_name_problem(upload.folder).empty() &&
           inbox_path_problem(upload.name).empty() && upload.offset <= upload.length &&
           upload.finished == (upload.offset == upload.length);
}

}  // namespace

std::string to_text(const Record& record) {
    const InboxUpload& upload = record.upload;
    const Json document{{"id", upload.id},
                        {"folder", upload.folder},
                        {"name", upload.name},
                        {"length", upload.length},
                        {"offset", upload.offset},
                        {"expires_at_us", upload.expires_at.time_since_epoch().count()},
                        {"metadata", upload.metadata},
                        {"finished", upload.finished},
                        {"inode", record.inode}};
    return document.dump(1, ' ', true, Json::error_handler_t::replace) + "\n";
}

std::optional<Record> record_from(std::string_view text) {
    const Json document = Json::parse(text, nullptr, false);
    if (!document.is_object()) return std::nullopt;
    Record record;
    try {
        InboxUpload& upload = record.upload;
        document.at("id").get_to(upload.id);
        document.at("folder").get_to(upload.folder);
        document.at("name").get_to(upload.name);
        document.at("length").get_to(upload.length);
        document.at("offset").get_to(upload.offset);
        upload.expires_at = Time(microseconds(document.at("expires_at_us").get<std::int64_t>()));
        document.at("metadata").get_to(upload.metadata);
        document.at("finished").get_to(upload.finished);
        document.at("inode").get_to(record.inode);
    } catch (const Json::exception&) {
        return std::nullopt;
    }
    return sound(record) ? std::optional(std::move(record)) : std::nullopt;
}

}  // namespace understudy::inbox
