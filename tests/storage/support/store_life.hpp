// A scripted life of the store on a disk that fails: made, migrated, written to, read, checkpointed, closed,
// opened again. Each step is asked for until it is done, as the daemon does; what was answered is remembered,
// and what is stored is compared with it.
#pragma once

#include <atomic>
#include <map>
#include <string>
#include <vector>

#include "storage/sqlite_store.hpp"
#include "tests/storage/support/faulty_vfs.hpp"
#include "tests/storage/support/inbox.hpp"

namespace understudy::testing {

/// A job as it was sent to the store, by revision.
struct Version {
    Job job;
    std::vector<Recording> recordings;
    std::size_t events = 0;  ///< up to this one
};

/// "The store said yes to revision `revision` of `job_id`", or to its removal (0).
struct Acknowledgement {
    std::string job_id;
    std::int64_t revision = 0;
};

class StoreLife {
  public:
    StoreLife(FaultyVfs& disk, std::string path);

    /// The whole of it. Mends the disk after each step that failed.
    void run();
    /// So far; read from any thread.
    [[nodiscard]] std::size_t acknowledged() const { return acknowledged_; }
    /// Each promise, against the database at `path`, of which the first `acknowledged` were answered before
    /// the image was taken. Opens it as a new process does.
    void expect_kept(const std::string& path, std::size_t acknowledged) const;
    [[nodiscard]] int refused() const { return refused_; }

  private:
    template <class T>
    Result<T, StoreTrouble> ask(const std::function<void(StoreReply<T>)>& question);
    void open();
    void stop();
    void commit(Commit commit);
    void commit_together(std::vector<Commit> commits);
    void remove(const std::string& job_id);
    void remember(const Commit& commit);
    void acknowledge(const std::string& job_id, std::int64_t revision);
    void expect_absent(const Commit& commit);
    void read_everything();
    void expect_soon(const char* what, const std::function<bool()>& question);
    Commit next_of(const std::string& job_id);

    FaultyVfs& disk_;
    std::string path_;
    SqliteOptions options_;
    Inbox inbox_;
    std::unique_ptr<SqliteStore> store_;
    std::map<std::string, std::map<std::int64_t, Version>> sent_;
    std::vector<Acknowledgement> answers_;
    std::atomic<std::size_t> acknowledged_{0};
    std::string removed_;
    std::size_t removal_sent_after_ = 0;
    int refused_ = 0;
};

}  // namespace understudy::testing
