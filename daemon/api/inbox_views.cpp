#include "daemon/api/inbox_views.hpp"

#include <nlohmann/json.hpp>

namespace understudy::api {

namespace {

Json limit(std::uint64_t bytes) { return bytes == 0 ? Json(nullptr) : Json(bytes); }

}  // namespace

Json upload_view(const InboxUpload& upload) {
    return {{"id", upload.id},
            {"folder", upload.folder},
            {"name", upload.name},
            {"length", upload.length},
            {"offset", upload.offset},
            {"finished", upload.finished},
            {"expires_at", to_rfc3339(upload.expires_at)}};
}

Json inbox_view(const InboxView& view) {
    Json folders = Json::array(), uploads = Json::array();
    for (const InboxFolder& folder : view.folders)
        folders.push_back(
            {{"name", folder.name}, {"path", folder.path}, {"files", folder.files}, {"bytes", folder.bytes}});
    for (const InboxUpload& upload : view.uploads) uploads.push_back(upload_view(upload));
    return {{"path", view.path},
            {"quota", limit(view.quota)},
            {"max_file", limit(view.max_file)},
            {"used", view.used},
            {"disk_free", view.disk_free},
            {"folders", std::move(folders)},
            {"uploads", std::move(uploads)}};
}

Json inbox_folder_view(const std::string& folder, const std::vector<InboxFile>& files) {
    Json list = Json::array();
    for (const InboxFile& file : files)
        list.push_back(
            {{"name", file.name}, {"bytes", file.bytes}, {"modified_at", to_rfc3339(file.modified_at)}});
    return {{"name", folder}, {"files", std::move(list)}};
}

Problem inbox_is_off() {
    return {404, "inbox-off", "There is no inbox",
            "This daemon takes no recordings from other machines: [inbox] path is \"off\".", ""};
}

}  // namespace understudy::api
