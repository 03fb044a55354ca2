// The disk below the inbox, and the only way to it: one step of a path at a time, following no link, so that
// nothing outside can be reached whatever somebody put there meanwhile. Blocks on the disk. Errors are
// errno's.
#pragma once

#include <sys/stat.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "inbox/descriptor.hpp"

namespace understudy::inbox {

template <class T>
using OnDisk = Result<T, int>;

/// Opens a folder by its own path, which may have links (it is the operator's), and makes it where only it is
/// missing.
[[nodiscard]] OnDisk<Descriptor> open_root(const std::string& path);
/// A folder in a folder; with `make` it is made where it is missing, and durable.
[[nodiscard]] OnDisk<Descriptor> folder_in(int at, const std::string& name, bool make);
/// The folder that the last step of a path lies in.
[[nodiscard]] OnDisk<Descriptor> parent_of(int at, std::string_view path, bool make);
[[nodiscard]] std::string last_step(std::string_view path);

struct FileFacts {
    std::uint64_t bytes = 0, inode = 0;
    Time modified_at{};
    bool regular = false;
};
[[nodiscard]] FileFacts facts_in(const struct stat& status);
/// What lies at a path; ENOENT where nothing does.
[[nodiscard]] OnDisk<FileFacts> facts_of(int at, std::string_view path);

/// Moves a file to where nothing is (else EEXIST). Durable once both folders are synced.
[[nodiscard]] OnDisk<Nothing> move_to(int from, const std::string& name, int to, const std::string& new_name);
/// When the file was changed last, as it is on the machine that it comes from.
[[nodiscard]] OnDisk<Nothing> set_modified_at(int at, const std::string& name,
                                              std::chrono::nanoseconds since_1970);
/// Writes a whole small file in place of what was there, durably.
[[nodiscard]] OnDisk<Nothing> replace_file(int at, const std::string& name, std::string_view content);
[[nodiscard]] OnDisk<std::string> read_small_file(int at, const std::string& name);
[[nodiscard]] OnDisk<Nothing> sync_folder(int folder);

/// Writes all of it at `offset`.
[[nodiscard]] OnDisk<Nothing> write_all(int file, std::string_view bytes, std::uint64_t offset);

/// The names in a folder, sorted, but for "." and "..".
[[nodiscard]] OnDisk<std::vector<std::string>> names_in(int folder);
/// Every regular file in a folder and the folders in it, hidden ones left out, by its path below it. Links
/// are not followed; what cannot be read is left out.
using VisitFile = std::function<void(const std::string& path, const FileFacts& facts)>;
void each_file(int folder, const VisitFile& visit);
/// Removes a file or a folder with all that is in it. What is gone already is good.
[[nodiscard]] OnDisk<Nothing> remove_all(int at, const std::string& name);
/// Bytes that may still be written on this disk.
[[nodiscard]] OnDisk<std::uint64_t> free_on_disk(int folder);

}  // namespace understudy::inbox
