// Why something was not done in the inbox, as problems.
#pragma once

#include <string>

#include "core/inbox.hpp"

namespace understudy::inbox {

/// Of the disk: 507 where it has no room left, else 503. `doing`: "writing /path".
[[nodiscard]] Problem disk_trouble(int error_number, const std::string& doing);
[[nodiscard]] Problem no_such_upload(const std::string& id);
[[nodiscard]] Problem no_such_folder(const std::string& name);
/// Something stands where a file was to go; `what` says what: "is there already".
[[nodiscard]] Problem taken(const InboxUpload& upload, const std::string& what);
[[nodiscard]] Problem wrong_offset(const InboxUpload& upload, std::uint64_t given);
[[nodiscard]] Problem locked(const InboxUpload& upload);
[[nodiscard]] Problem beyond_the_end(const InboxUpload& upload);
[[nodiscard]] Problem wrong_checksum(const InboxUpload& upload);
[[nodiscard]] Problem bad_header(const char* name, const std::string& detail);
[[nodiscard]] Problem unsafe_name(const std::string& detail);
[[nodiscard]] Problem too_many_uploads(std::size_t most);
[[nodiscard]] Problem folder_in_use(const std::string& name, std::size_t uploads);

}  // namespace understudy::inbox
