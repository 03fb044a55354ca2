// Copying a database while it is written to, and reading the copy back.
#pragma once

#include <atomic>
#include <string>

#include "core/archive.hpp"
#include "storage/database.hpp"

namespace understudy {

/// A copy of one moment at `path` (mode 0640), which must not be there yet: by SQLite's online backup, one
/// file without a log beside it, on the disk. Then it is read back: its structure, the references between
/// rows, and every row's seal. After trouble, whose words do not name `path`, nothing is left there. Any
/// thread; blocks until then, or until `give_up` is set.
[[nodiscard]] Result<BackupFile, StoreTrouble> copy_database(const DatabaseFile& from,
                                                             const std::string& path,
                                                             const std::atomic<bool>& give_up);

/// With what SQLite may have left beside it.
void remove_copy(const std::string& path);

/// Is the database in this file sound, to its last row? Nobody may be writing to it. Gives the number of
/// jobs.
[[nodiscard]] Result<std::int64_t, StoreTrouble> read_back(const DatabaseFile& file,
                                                           const std::atomic<bool>& give_up);

/// In hex.
[[nodiscard]] Result<std::string, StoreTrouble> sha256_of(const std::string& path);

}  // namespace understudy
