// Opens the connections with the settings that the store's promises rest on.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "storage/open_trouble.hpp"
#include "storage/sqlite/connection.hpp"

namespace understudy {

struct DatabaseFile {
    std::string path;
    std::string vfs{};                         ///< SQLite's file layer, "" the default
    std::chrono::milliseconds patience{2000};  ///< with another program's lock (a backup, a shell)
    int checkpoint_pages = 1'000;              ///< in the WAL when a commit brings them into the database
    /// Hears of each migration before it runs.
    std::function<void(int version, const std::string& name)> before_migration{};
};

/// Creates the file (mode 0640) where it is missing, its folder not; checks whose it is; brings it to our
/// schema. WAL, synchronous=FULL: a COMMIT that returned is on the disk.
[[nodiscard]] Opened<std::unique_ptr<sqlite::Connection>> open_for_writing(const DatabaseFile& file);

/// Once more, after trouble: nothing is created or migrated; what is there is checked, page by page unless
/// that would take long.
[[nodiscard]] sqlite::Answer<std::unique_ptr<sqlite::Connection>> reopen_for_writing(
    const DatabaseFile& file);

[[nodiscard]] sqlite::Answer<std::unique_ptr<sqlite::Connection>> open_for_reading(const DatabaseFile& file);

}  // namespace understudy
