// A folder with one database a backup, each named by when it was made: "understudy-20261130T170000Z.db".
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "core/archive.hpp"
#include "storage/database.hpp"

namespace understudy {

[[nodiscard]] std::string backup_name(Time made_at);
/// nullopt: not the name of a backup.
[[nodiscard]] std::optional<Time> made_at(const std::string& name);

/// When the newest was made. The folder need not be there. Here and below, what is named by a later time than
/// `now` is left alone and does not count: the clock was wrong then.
[[nodiscard]] Result<std::optional<Time>, StoreTrouble> newest_in(const std::string& folder, Time now);

/// Makes the folder (mode 0750) where it is missing, a backup in it, and removes all but the newest `keep`. A
/// backup has its name once it is whole; what a crash left half done is removed by the next one.
[[nodiscard]] Result<BackupFile, StoreTrouble> back_up_into(const DatabaseFile& from,
                                                            const std::string& folder, std::size_t keep,
                                                            Time now, const std::atomic<bool>& give_up);

}  // namespace understudy
