// The inbox as the daemon's JSON has it, and what tus's headers are made of.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/local_files.hpp"
#include "net/http.hpp"

namespace understudy::cli {

struct Upload {
    std::string id, folder, name;
    std::uint64_t length = 0, offset = 0;
    bool finished = false;
};
/// nullopt: no JSON of an upload.
[[nodiscard]] std::optional<Upload> read_upload(std::string_view json);

struct InboxShown {
    std::string path;
    std::vector<Upload> uploads;
};
[[nodiscard]] std::optional<InboxShown> read_inbox(std::string_view json);
struct FileThere {
    std::uint64_t bytes = 0;
    std::string modified_at;  ///< RFC 3339
};
using FilesThere = std::map<std::string, FileThere>;  ///< by name
[[nodiscard]] std::optional<FilesThere> read_inbox_folder(std::string_view json);
/// A table of folders and one of uploads, and how full it is. nullopt: no JSON of an inbox.
[[nodiscard]] std::optional<std::vector<std::string>> inbox_lines(std::string_view json, std::size_t width,
                                                                  bool colours);
[[nodiscard]] std::optional<std::vector<std::string>> inbox_folder_lines(std::string_view json);

/// What is said of a file that is sent. The same file says the same.
[[nodiscard]] std::string upload_metadata(const std::string& folder, const LocalFile& file);

[[nodiscard]] net::Request get_inbox();
[[nodiscard]] net::Request get_inbox_folder(std::string_view folder);
[[nodiscard]] net::Request remove_inbox_folder(std::string_view folder);
[[nodiscard]] net::Request get_upload(const std::string& id);
[[nodiscard]] net::Request begin_upload(const std::string& metadata, std::uint64_t length);
/// With the piece's SHA-256, so that it counts as it was sent or not at all.
[[nodiscard]] net::Request add_to_upload(const std::string& id, std::uint64_t offset, std::string bytes);
[[nodiscard]] net::Request remove_upload(const std::string& id);

}  // namespace understudy::cli
