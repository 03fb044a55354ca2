// SQLite's file layer with a disk that can be told to fail: every call is counted, and from the n-th on it
// answers with an error, once or until the disk is mended. It also knows what a power cut would leave.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "tests/storage/support/platter.hpp"

namespace understudy::testing {

enum class Call { open, remove, access, read, write, sync, truncate, file_size, lock, shm_map, shm_lock };

enum class DiskFault {
    error,  ///< EIO, at any call
    full,   ///< ENOSPC, where room is taken
    sync,   ///< EIO, at syncs
    part,   ///< half of what was to be read or written; a write says that the disk is full
};

/// Registered while it lives; one at a time. Any thread, but for what tests tell it to do.
class FaultyVfs {
  public:
    FaultyVfs();
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    [[nodiscard]] static std::string name() { return "faulty"; }

    /// The disk does `calls` more writes, syncs and truncations, then each answers `code`.
    void break_after(std::int64_t calls, int code);
    /// The disk does `calls` more of those that the fault can befall; then it does, once or until mended.
    void fail_after(std::int64_t calls, DiskFault fault, bool once);
    void mend();
    /// Files cannot be opened until mended.
    void hide_files() { hidden_ = true; }
    /// Nothing can be read until mended.
    void break_reads() { unreadable_ = true; }

    /// What a power cut at this moment leaves, put into `folder`, when nothing of what was not synced
    /// survives.
    void cut_power_into(const std::string& folder) const { put_into(folder, platter.cut(Loss::all, 0)); }

    [[nodiscard]] std::uint64_t syncs_of_wal() const { return syncs_of_wal_; }
    [[nodiscard]] std::uint64_t calls() const { return calls_; }
    [[nodiscard]] bool did_fail() const { return failed_; }
    /// Which call of which file failed first, for a test's message.
    [[nodiscard]] std::string first_failure() const { return first_failure_; }

    Platter platter;
    std::function<void()> on_call;  ///< before each call, on its thread; set while nobody calls

    /// For the file layer itself: what befalls this call. `partly` when half of it is to be done.
    struct Verdict {
        int code = SQLITE_OK;
        bool partly = false;
    };
    Verdict before(Call call, const char* path);

  private:
    [[nodiscard]] bool concerns(Call call) const;
    Verdict fail(Call call, const char* path);

    std::atomic<std::int64_t> calls_left_{INT64_MAX};
    std::atomic<int> code_{SQLITE_OK};  ///< of break_after; else by call and fault
    std::atomic<DiskFault> fault_{DiskFault::error};
    std::atomic<bool> failed_{false}, once_{false}, hidden_{false}, unreadable_{false};
    std::atomic<std::uint64_t> syncs_of_wal_{0}, calls_{0};
    std::string first_failure_;
};

}  // namespace understudy::testing
