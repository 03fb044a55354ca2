// What has to be asked of the file system when files take each other's place. What goes wrong is said in
// words for people, "" when nothing did.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "core/result.hpp"

namespace understudy {

/// A file's content, or a folder's names, are on the disk. False, and errno, when not.
[[nodiscard]] bool sync_file(const std::string& path);
/// "PATH: No such file or directory", by errno.
[[nodiscard]] std::string words_of_errno(const std::string& path);

/// Byte by byte, into a new file that is nobody else's to read; nothing is followed or replaced there.
[[nodiscard]] std::string copy_file(const std::string& from, const std::string& to);

struct Owner {
    uid_t user = 0;
    gid_t group = 0;
};
/// Of the file, or where it is not there of its folder.
[[nodiscard]] Result<Owner, std::string> owner_of(const std::string& path);
/// Mode 0640, too. Only a plain file with one name: who may write into the folder could have put a link
/// there, to a file that is not his.
[[nodiscard]] std::string give_to(const Owner& owner, const std::string& path);

/// How many bytes a copy of `bytes` lacks on the disk of `folder`, so that enough stays free for the
/// database, where it lies on the same one; zero when there is room, or nobody knows.
[[nodiscard]] std::uint64_t room_lacking(const std::string& folder, const std::string& database,
                                         std::uint64_t bytes);

}  // namespace understudy
