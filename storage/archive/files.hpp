// What has to be asked of the file system when files take each other's place.
#pragma once

#include <string>

namespace understudy {

/// A file's content, or a folder's names, are on the disk. False, and errno, when not.
[[nodiscard]] bool sync_file(const std::string& path);
/// "PATH: No such file or directory", by errno.
[[nodiscard]] std::string words_of_errno(const std::string& path);

}  // namespace understudy
