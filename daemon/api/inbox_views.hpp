// How the inbox reads in the API.
#pragma once

#include "core/inbox.hpp"
#include "daemon/api/json.hpp"

namespace understudy::api {

/// `{path, quota, max_file, used, disk_free, folders, uploads}`; a limit that is none is null.
[[nodiscard]] Json inbox_view(const InboxView& view);
/// `{name, files: [{name, bytes}]}`.
[[nodiscard]] Json inbox_folder_view(const std::string& folder, const std::vector<InboxFile>& files);
/// `{id, folder, name, length, offset, finished, expires_at}`.
[[nodiscard]] Json upload_view(const InboxUpload& upload);

/// 404 where the configuration says that there is no inbox.
[[nodiscard]] Problem inbox_is_off();

}  // namespace understudy::api
