#include "storage/archive/restore.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include "storage/archive/backup_folder.hpp"
#include "storage/archive/copy.hpp"
#include "storage/archive/files.hpp"
#include "storage/database.hpp"
#include "storage/lock_file.hpp"
#include "storage/schema.hpp"

namespace understudy {
namespace {

using Done = Result<Nothing, std::string>;

// More than could have been given since the copy was made.
constexpr const char* leave_a_gap =
    "UPDATE sqlite_sequence SET seq = seq + 1000000000 WHERE name = 'events'; "
    "INSERT INTO sqlite_sequence (name, seq) SELECT 'events', 1000000000 "
    "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'events')";

/// As it lies there: nobody writes to a backup. One that was copied with its log is taken with it.
Done copy_files(const std::string& from, const std::string& to) {
    for (const char* suffix : {"", "-wal"}) {
        std::error_code error;
        std::filesystem::copy_file(from + suffix, to + suffix, error);
        const bool needed = *suffix == '\0' || error != std::errc::no_such_file_or_directory;
        if (error && needed) return failure(from + suffix + " cannot be copied: " + error.message());
    }
    return Nothing{};
}

/// What we are about to trust: ours, no later than we are, and then as we have it.
Done bring_up_to_date(const std::string& copy) {
    auto opened = sqlite::Connection::open(copy, sqlite::Access::read_write);
    if (!opened) return failure(opened.error().message);
    sqlite::Connection& connection = **opened;
    if (auto empty = connection.integer("SELECT count(*) FROM sqlite_schema"); empty && *empty == 0)
        return failure(std::string("there is nothing in it"));
    if (auto ours = check_identity(connection, "it", migrations()); !ours) return failure(ours.error().what);
    if (auto mode = connection.text("PRAGMA journal_mode = DELETE"); !mode || *mode != "delete")
        return failure("its log cannot be closed" + (mode ? "" : ": " + mode.error().message));
    if (auto set = connection.run("PRAGMA synchronous = FULL"); !set) return failure(set.error().message);
    if (auto done = migrate(connection, "it", migrations()); !done) return failure(done.error().what);
    if (auto gap = connection.run(leave_a_gap); !gap) return failure(gap.error().message);
    return Nothing{};
}

Result<std::int64_t, std::string> prove(const std::string& copy) {
    const std::atomic<bool> never{false};
    auto jobs = read_back({copy}, never);
    if (!jobs) return failure(std::move(jobs.error().what));
    return *jobs;
}

/// As the file before, or its folder.
Done give_to_owner(const std::string& copy, const std::string& path) {
    struct stat owner {};
    const std::string folder = std::filesystem::path(path).parent_path().string();
    if (::stat(path.c_str(), &owner) != 0 && ::stat(folder.c_str(), &owner) != 0)
        return failure(words_of_errno(folder));
    if (::chown(copy.c_str(), owner.st_uid, owner.st_gid) != 0 || ::chmod(copy.c_str(), 0640) != 0)
        return failure(words_of_errno(copy) + " (run it as root, or as the daemon's user)");
    return Nothing{};
}

/// So that there is no log to be set aside; one that is damaged keeps it.
void close_log(const std::string& path) {
    const auto opened = sqlite::Connection::open(path, sqlite::Access::read_write);
    if (opened) (void)(*opened)->run("PRAGMA wal_checkpoint(TRUNCATE)");
}

/// At every moment there is a database at `path`: the one before or the new one.
Done change_places(const std::string& copy, const std::string& path, const std::string& aside) {
    if (!aside.empty()) {
        close_log(path);
        if (::link(path.c_str(), aside.c_str()) != 0) return failure(words_of_errno(aside));
        // Its log must not be taken for the new one's.
        for (const char* suffix : {"-wal", "-shm"})
            (void)::rename((path + suffix).c_str(), (aside + suffix).c_str());
    }
    if (sync_file(copy) && ::rename(copy.c_str(), path.c_str()) == 0) {
        (void)sync_file(std::filesystem::path(path).parent_path().string());
        return Nothing{};
    }
    const std::string what = words_of_errno(path);
    for (const char* suffix : {"-wal", "-shm"})
        (void)::rename((aside + suffix).c_str(), (path + suffix).c_str());
    ::unlink(aside.c_str());
    return failure(what);
}

/// Gone at the end, unless it was put in its place.
struct Unfinished {
    std::string path;
    ~Unfinished() { remove(); }
    void remove() const {
        for (const char* suffix : {"", "-journal", "-wal", "-shm"}) ::unlink((path + suffix).c_str());
    }
};

/// Of a copy at `copy.path`.
Result<Restored, std::string> put_in_place(const Unfinished& copy, const std::string& path, bool there,
                                           Time now) {
    if (auto current = bring_up_to_date(copy.path); !current) return failure(std::move(current.error()));
    const auto jobs = prove(copy.path);
    if (!jobs) return failure(jobs.error());
    if (auto given = give_to_owner(copy.path, path); !given) return failure(std::move(given.error()));
    const std::string moment = backup_name(now).substr(11, 16);  // 20261130T170000Z
    Restored restored{*jobs, there ? path + ".before-restore-" + moment : ""};
    if (auto done = change_places(copy.path, path, restored.set_aside); !done)
        return failure(std::move(done.error()));
    return restored;
}

}  // namespace

Result<Restored, std::string> restore_database(const std::string& backup, const std::string& named,
                                               Time now) {
    const auto alone = LockFile::take(named + ".lock");
    if (!alone) return failure(alone.error().what);
    std::error_code error;
    const std::string path = std::filesystem::weakly_canonical(named, error).string();
    if (error) return failure(named + ": " + error.message());
    const bool there = ::access(path.c_str(), F_OK) == 0;
    std::optional<LockFile> only;
    if (there) {
        auto taken = LockFile::take_database(path);
        if (!taken) return failure(std::move(taken.error().what));
        only.emplace(std::move(*taken));
    }
    const Unfinished copy{path + ".restoring"};
    copy.remove();
    if (auto copied = copy_files(backup, copy.path); !copied) return failure(std::move(copied.error()));
    // Made by whoever restores, perhaps; used by the daemon's user.
    if (auto given = give_to_owner(named + ".lock", path); !given) return failure(std::move(given.error()));
    auto restored = put_in_place(copy, path, there, now);
    if (!restored) return failure(backup + ": " + restored.error());
    return restored;
}

}  // namespace understudy
