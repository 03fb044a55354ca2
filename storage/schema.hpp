// Which version a database has, and bringing it to ours.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "storage/migrations/migrations.hpp"
#include "storage/open_trouble.hpp"
#include "storage/sqlite/connection.hpp"

namespace understudy {

/// Marks a database file as ours ("UDST"), so that another program's is never written to.
constexpr std::int64_t application_id = 0x55445354;

/// Refuses a file that is no database, another program's, or of a later version, before anything is written.
[[nodiscard]] Opened<Nothing> check_identity(sqlite::Connection& connection, const std::string& path,
                                             std::span<const Migration> known);

/// Runs what is missing, each migration in a transaction of its own: after a failure or a crash the database
/// is at one of the versions, never between. `before` hears of each that is about to run: it may take
/// minutes.
[[nodiscard]] Opened<Nothing> migrate(sqlite::Connection& connection, const std::string& path,
                                      std::span<const Migration> known,
                                      const std::function<void(const Migration&)>& before = {});

}  // namespace understudy
