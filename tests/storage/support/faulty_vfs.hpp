// SQLite's file layer with a disk that can be told to fail: writes and syncs are counted, and from the n-th
// on they answer with an error until the disk is mended. It also knows what a power cut would leave.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace understudy::testing {

/// Registered while it lives; one at a time. Any thread.
class FaultyVfs {
  public:
    enum class Call { write, sync, truncate };

    FaultyVfs();
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    [[nodiscard]] static std::string name() { return "faulty"; }

    /// The disk does `calls` more writes, syncs and truncations, then each answers `code`.
    void break_after(std::int64_t calls, int code);
    void mend();
    /// Files cannot be opened until mended.
    void hide_files() { hidden_ = true; }

    /// Nothing can be read until mended.
    void break_reads() { unreadable_ = true; }

    /// What a power cut at this moment leaves, put into `folder`: each file as it was at its last sync;
    /// a deleted one is back unless its folder was synced.
    void cut_power_into(const std::string& folder) const;

    [[nodiscard]] std::uint64_t syncs_of_wal() const { return syncs_of_wal_; }
    [[nodiscard]] bool did_fail() const { return failed_; }

    /// For the file layer itself: what this call answers.
    int before(Call call, bool is_wal);
    void synced(const std::string& path);
    void deleted(const std::string& path);
    [[nodiscard]] bool unreadable() const { return unreadable_; }
    [[nodiscard]] bool hidden() const { return hidden_; }

  private:
    std::atomic<std::int64_t> calls_left_{INT64_MAX};
    std::atomic<int> code_{SQLITE_OK};
    std::atomic<bool> failed_{false}, hidden_{false}, unreadable_{false};
    std::atomic<std::uint64_t> syncs_of_wal_{0};
    mutable std::mutex mutex_;
    std::map<std::string, std::string> durable_;  ///< by path: what the last sync made safe
};

}  // namespace understudy::testing
