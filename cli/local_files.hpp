// Files of the machine that the command line runs on, to be sent to the daemon's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"

namespace understudy::cli {

struct LocalFile {
    std::string path;      ///< absolute
    std::string relative;  ///< below the folder that was named, or the file's name
    std::uint64_t bytes = 0;
    std::int64_t modified_ns = 0;  ///< with the length: by this a file is known again
};

/// What a path means: a file, or all in a folder, sorted; hidden ones are left out, and links in it are not
/// followed. The error is for people.
[[nodiscard]] Result<std::vector<LocalFile>, std::string> find_local_files(const std::string& path);
/// `most` bytes from `offset` on, fewer at the end; nullopt: it cannot be read, or is no longer the file that
/// was found, by its length and the time of its last change.
[[nodiscard]] std::optional<std::string> read_local_piece(const LocalFile& found, std::uint64_t offset,
                                                          std::size_t most);

}  // namespace understudy::cli
