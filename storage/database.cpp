#include "storage/database.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "storage/schema.hpp"

namespace understudy {
namespace {

using sqlite::Access;
using sqlite::Answer;
using sqlite::Connection;
using Kind = OpenTrouble::Kind;

// quick_check reads every page: a quarter of a gigabyte is under a second, and more must not hold up commits.
constexpr std::int64_t most_pages_to_check = 65'536;

// The WAL is cut back to its limit after a checkpoint, so that one long read does not cost disk space for
// ever. Savepoints keep what they may have to bring back in memory (temp_store), not in files of their own.
constexpr const char* safe_settings = R"sql(
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA recursive_triggers = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA temp_store = MEMORY;
)sql";

// Of a new database only: then pages that stand empty can be given back a few at a time (see
// write/pruning.hpp).
constexpr const char* shrinkable = "PRAGMA auto_vacuum = INCREMENTAL";

Answer<Nothing> set_up(Connection& connection, const DatabaseFile& file) {
    if (auto set = connection.run(safe_settings); !set) return set;
    return connection.run("PRAGMA wal_autocheckpoint = " + std::to_string(file.checkpoint_pages));
}

OpenTrouble failed(const DatabaseFile& file, const sqlite::Error& error) {
    const bool in_use = error.primary() == SQLITE_BUSY;
    return {in_use ? Kind::in_use : Kind::failed, file.path + ": " + error.message};
}

Opened<Nothing> create_when_missing(const DatabaseFile& file) {
    const int descriptor = ::open(file.path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (descriptor >= 0) {
        ::close(descriptor);
        return Nothing{};
    }
    const std::string reason = std::generic_category().message(errno);
    return failure(OpenTrouble{Kind::not_writable, file.path + ": cannot be written: " + reason});
}

// EXTRA syncs the folder too when the one rollback journal of a new database is deleted. If a power cut
// brought that journal back, it would be rolled back into an empty file, and the WAL thrown away with it.
Answer<Nothing> go_wal(Connection& connection) {
    if (auto set = connection.run("PRAGMA synchronous = EXTRA"); !set) return set;
    const auto mode = connection.text("PRAGMA journal_mode = WAL");
    if (!mode) return failure(mode.error());
    if (*mode == "wal") return Nothing{};
    return failure(
        sqlite::Error{SQLITE_ERROR, "this file system cannot hold a WAL database (" + *mode + ")"});
}

// When a sync fails, the system may take for clean what it did not write. If that befell the first page of a
// new database, a power cut would leave an empty file, and SQLite throws the WAL of an empty file away. So
// what is in the WAL is written to the database once more, and synced, before anything is answered.
Answer<Nothing> bring_home(Connection& connection) {
    return connection.run("PRAGMA wal_checkpoint(PASSIVE)");
}

Answer<Nothing> check_pages(Connection& connection) {
    const auto pages = connection.integer("PRAGMA page_count");
    if (!pages) return failure(pages.error());
    if (*pages > most_pages_to_check) return Nothing{};
    const auto verdict = connection.text("PRAGMA quick_check(1)");
    if (!verdict) return failure(verdict.error());
    if (*verdict == "ok") return Nothing{};
    return failure(sqlite::Error{SQLITE_CORRUPT, *verdict});
}

Answer<Nothing> check_again(Connection& connection) {
    const auto version = connection.integer("PRAGMA user_version");
    if (!version) return failure(version.error());
    if (*version != migrations().back().version)
        return failure(sqlite::Error{SQLITE_NOTADB, "the database was replaced while it was in use"});
    const auto jobs = connection.integer("SELECT sum(jobs) FROM job_counts");
    if (!jobs) return failure(jobs.error());
    return check_pages(connection);
}

}  // namespace

Opened<std::unique_ptr<Connection>> open_for_writing(const DatabaseFile& file) {
    if (auto created = create_when_missing(file); !created) return failure(created.error());
    auto opened = Connection::open(file.path, Access::read_write, file.vfs);
    if (!opened) return failure(failed(file, opened.error()));
    Connection& connection = **opened;
    connection.wait_for_locks(file.patience);
    if (auto ours = check_identity(connection, file.path, migrations()); !ours) return failure(ours.error());
    if (auto set = connection.run(shrinkable); !set) return failure(failed(file, set.error()));
    if (auto wal = go_wal(connection); !wal) return failure(failed(file, wal.error()));
    if (auto set = set_up(connection, file); !set) return failure(failed(file, set.error()));
    const auto tell = [&file](const Migration& migration) {
        if (file.before_migration) file.before_migration(migration.version, migration.name);
    };
    if (auto done = migrate(connection, file.path, migrations(), tell); !done) return failure(done.error());
    if (auto on = connection.run("PRAGMA foreign_keys = ON"); !on) return failure(failed(file, on.error()));
    if (auto home = bring_home(connection); !home) return failure(failed(file, home.error()));
    return std::move(*opened);
}

Answer<std::unique_ptr<Connection>> reopen_for_writing(const DatabaseFile& file) {
    auto opened = Connection::open(file.path, Access::read_write, file.vfs);
    if (!opened) return opened;
    (*opened)->wait_for_locks(file.patience);
    if (auto set = set_up(**opened, file); !set) return failure(set.error());
    if (auto sound = check_again(**opened); !sound) return failure(sound.error());
    return opened;
}

Answer<std::unique_ptr<Connection>> open_for_reading(const DatabaseFile& file) {
    auto opened = Connection::open(file.path, Access::read_only, file.vfs);
    if (!opened) return opened;
    (*opened)->wait_for_locks(file.patience);
    if (auto set = (*opened)->run("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF"); !set)
        return failure(set.error());
    if (auto version = (*opened)->integer("PRAGMA user_version"); !version) return failure(version.error());
    return opened;
}

}  // namespace understudy
