// The store on SQLite: one thread writes, one reads, one audits, one makes copies once that is asked for, and
// they share nothing but messages.
//
// Writing: all changes that wait when a transaction begins share it and its fsync (see
// write/group_commit.hpp). Reading: a connection of its own, so that a list of ten thousand jobs does not
// hold up commits.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "core/archive.hpp"
#include "core/reuse.hpp"
#include "core/started_before.hpp"
#include "core/store.hpp"
#include "core/webhook_queue.hpp"
#include "storage/counters.hpp"
#include "storage/open_trouble.hpp"

namespace understudy {

struct SqliteOptions {
    std::string vfs;                                   ///< SQLite's file layer, "" the default
    std::chrono::milliseconds lock_patience{2'000};    ///< with another program's lock on the database
    std::chrono::milliseconds reopen_interval{1'000};  ///< between two tries to open it again after trouble
    std::size_t most_in_a_group = 256;                 ///< changes in one transaction
    int checkpoint_pages = 1'000;                      ///< in the WAL when a commit brings them home
    /// Called by open() before each migration, which may take minutes.
    std::function<void(int version, const std::string& name)> before_migration{};
};

/// Owned and called by the I/O thread.
class SqliteStore final : public Store,
                          public Archive,
                          public ReusableDatasets,
                          public StartedBefore,
                          public WebhookQueue {
  public:
    /// Has a function called on the I/O thread, later. Must go on working, from any thread, until stop()
    /// returned; what it was given last may be run after that, or never.
    using Post = std::function<void(std::function<void()>)>;

    /// Opens, or makes, the database at `path`, takes `<path>.lock` and the file's own lock, and brings the
    /// schema up to date. Blocks; for start-up.
    [[nodiscard]] static Opened<std::unique_ptr<SqliteStore>> open(const std::string& path, Post post,
                                                                   SqliteOptions options = {});

    /// Stops when that was not done.
    ~SqliteStore() override;
    SqliteStore(const SqliteStore&) = delete;
    SqliteStore& operator=(const SqliteStore&) = delete;

    /// Commits and answers what is queued, brings the WAL into the database, ends the threads. Blocks until
    /// then. What is asked for afterwards is answered `unavailable`. A second call does nothing.
    void stop();

    /// Answers on the I/O thread once the writing thread, and then the reading one, has come to it: for a
    /// watchdog. Writes and reads nothing; never answered by a thread that is stuck.
    void ask_for_a_sign(std::function<void()> answered);

    /// From any thread.
    [[nodiscard]] StoreStats stats() const;

    void commit(Commit commit, StoreReply<std::vector<std::int64_t>> reply) override;
    void keep_controls(Controls controls, StoreReply<Nothing> reply) override;
    void remove(std::string job_id, std::int64_t revision, StoreReply<Nothing> reply) override;
    void load_active(StoreReply<Active> reply) override;
    void load_job(std::string job_id, StoreReply<Job> reply) override;
    void load_recordings(std::string job_id, StoreReply<std::vector<Recording>> reply) override;
    void list_jobs(JobQuery query, StoreReply<std::vector<Job>> reply) override;
    void list_events(EventQuery query, StoreReply<std::vector<HistoryEvent>> reply) override;
    void remember(std::vector<Heard> heard, Time now, StoreReply<Nothing> reply) override;
    void recall(std::vector<FileStamp> files, int meters,
                StoreReply<std::vector<std::optional<Measurement>>> reply) override;
    void recall_contents(std::vector<std::string> sha256,
                         StoreReply<std::vector<std::optional<Measurement>>> reply) override;
    void find_answer(std::string key, StoreReply<std::optional<IdempotentAnswer>> reply) override;
    void find_intent(std::string nonce,
                     StoreReply<std::optional<std::pair<std::string, Intent>>> reply) override;
    void known_fine_tunes(std::vector<std::string> ids, StoreReply<std::vector<std::string>> reply) override;
    void list_movements(MovementQuery query, StoreReply<std::vector<Movement>> reply) override;
    void balance(StoreReply<Balance> reply) override;
    void training_times(std::size_t limit, StoreReply<std::vector<Duration>> reply) override;
    void count_states(StoreReply<std::vector<std::pair<std::string, std::int64_t>>> reply) override;
    void probe(StoreReply<Nothing> reply) override;
    void audit(StoreReply<Nothing> reply) override;

    void datasets_holding(std::string job_id, StoreReply<std::vector<Reuse>> reply) override;
    void started_with_recordings_of(std::string job_id, StoreReply<std::string> reply) override;

    void lend(StoreReply<BackupFile> reply) override;
    void read(std::string path, std::uint64_t offset, std::size_t most,
              StoreReply<std::string> reply) override;
    void give_back(std::string path) override;
    void back_up_into(std::string folder, std::size_t keep, Time now, StoreReply<BackupFile> reply) override;
    void newest_backup(std::string folder, Time now, StoreReply<std::optional<Time>> reply) override;
    void prune(Time before, std::int64_t behind, StoreReply<Pruned> reply) override;

    void name_webhooks(std::vector<WebhookName> names, Time now, StoreReply<std::int64_t> reply) override;
    void tidy(Time now, StoreReply<std::int64_t> reply) override;
    void take(WebhookTaking taking, StoreReply<Nothing> reply) override;
    void put(WebhookMessage message, StoreReply<Nothing> reply) override;
    void tried(WebhookTried tried, StoreReply<Nothing> reply) override;
    void resend(std::string webhook, std::string message_id, Time now,
                StoreReply<std::int64_t> reply) override;
    void next(std::string webhook, Time now, StoreReply<WebhookNext> reply) override;
    void standings(StoreReply<std::vector<WebhookStanding>> reply) override;
    void list_messages(WebhookMessageQuery query, StoreReply<std::vector<WebhookMessage>> reply) override;

  private:
    class Impl;
    explicit SqliteStore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace understudy
