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
#include "storage/archive/renewal.hpp"
#include "storage/database.hpp"
#include "storage/lock_file.hpp"

namespace understudy {
namespace {

using Done = Result<Nothing, std::string>;

constexpr const char* logs[] = {"-wal", "-shm", "-journal"};

/// As it lies there: nobody writes to a backup. One that was copied with its log is taken with it.
Done copy_files(const std::string& from, const std::string& to) {
    for (const char* suffix : {"", "-wal"}) {
        const bool needed = *suffix == '\0';
        if (!needed && ::access((from + suffix).c_str(), F_OK) != 0) continue;
        if (std::string why = copy_file(from + suffix, to + suffix); !why.empty())
            return failure(std::move(why));
    }
    return Nothing{};
}

/// So that no commit stands in the log alone, and nothing has to be set aside with it. A database that is
/// damaged may keep its log; one that somebody else reads is not to be taken from under his feet.
Done close_log(const std::string& path) {
    const auto opened = sqlite::Connection::open(path, sqlite::Access::read_write);
    if (!opened) return Nothing{};
    (*opened)->wait_for_locks(std::chrono::milliseconds{2'000});
    const auto busy = (*opened)->integer("PRAGMA wal_checkpoint(TRUNCATE)");
    if (busy && *busy != 0) return failure(path + ": another program has it open; end that first");
    return Nothing{};
}

/// Its log must never be taken for another database's. Undone when it does not come to its end.
Done set_logs_aside(const std::string& path, const std::string& aside) {
    for (const char* suffix : logs)
        if (::rename((path + suffix).c_str(), (aside + suffix).c_str()) != 0 && errno != ENOENT)
            return failure(words_of_errno(path + suffix));
    return Nothing{};
}

void bring_logs_back(const std::string& path, const std::string& aside) {
    for (const char* suffix : logs) (void)::rename((aside + suffix).c_str(), (path + suffix).c_str());
}

/// At every moment there is a database at `path`, where there was one: the one before or the new one.
Done change_places(const std::string& copy, const std::string& path, const std::string& aside, bool there) {
    if (!sync_file(copy)) return failure(words_of_errno(copy));
    if (there) {
        if (auto closed = close_log(path); !closed) return closed;
        if (::link(path.c_str(), aside.c_str()) != 0) return failure(words_of_errno(aside));
    }
    auto done = set_logs_aside(path, aside);
    if (done && ::rename(copy.c_str(), path.c_str()) != 0) done = failure(words_of_errno(path));
    if (!done) {
        bring_logs_back(path, aside);
        ::unlink(aside.c_str());
        return done;
    }
    (void)sync_file(std::filesystem::path(path).parent_path().string());
    return Nothing{};
}

/// Gone at the end, unless it was put in its place.
struct Unfinished {
    std::string path;
    ~Unfinished() { remove(); }
    void remove() const {
        for (const char* suffix : {"", "-journal", "-wal", "-shm"}) ::unlink((path + suffix).c_str());
    }
};

/// The copy's own name says nothing to whoever named the backup.
std::string without(const std::string& name, std::string words) {
    if (words.starts_with(name)) words.erase(0, name.size());
    return words;
}

bool same_file(const std::string& one, const std::string& other) {
    std::error_code error;
    return std::filesystem::equivalent(one, other, error);
}

/// Of a copy at `copy.path`.
Result<Restored, std::string> put_in_place(const Unfinished& copy, const std::string& path,
                                           const Owner& owner, bool there, Time now) {
    if (auto renewed = renew(copy.path, there ? path : "", now); !renewed)
        return failure(std::move(renewed.error()));
    const std::atomic<bool> never{false};
    const auto jobs = read_back({copy.path}, never);
    if (!jobs) return failure(without(copy.path + ": ", jobs.error().what));
    if (std::string why = give_to(owner, copy.path); !why.empty()) return failure(std::move(why));
    const std::string moment = backup_name(now).substr(11, 16);  // 20261130T170000Z
    const std::string aside = path + ".before-restore-" + moment;
    if (auto done = change_places(copy.path, path, aside, there); !done)
        return failure(std::move(done.error()));
    return Restored{*jobs, there ? aside : ""};
}

}  // namespace

Result<Restored, std::string> restore_database(const std::string& backup, const std::string& named,
                                               Time now) {
    std::error_code error;
    const std::string path = std::filesystem::weakly_canonical(named, error).string();
    if (error) return failure(named + ": " + error.message());
    if (same_file(backup, path)) return failure(backup + ": is the database itself");
    const auto owner = owner_of(path);
    if (!owner) return failure(owner.error());
    const auto alone = LockFile::take(named + ".lock");
    if (!alone) return failure(alone.error().what);
    // Made by whoever restores, perhaps; used by the daemon's user.
    if (std::string why = give_to(*owner, named + ".lock"); !why.empty()) return failure(std::move(why));
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
    auto restored = put_in_place(copy, path, *owner, there, now);
    if (!restored) return failure(backup + ": " + restored.error());
    return restored;
}

}  // namespace understudy
