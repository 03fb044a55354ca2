// A store in memory that models durability. What is asked to be committed joins a group; the group reaches
// the disk in one moment, and only then are its askers told. A crash before that moment drops it; one after
// it, and before the answer, leaves it on the disk with nobody told.
#pragma once

#include <map>
#include <optional>
#include <variant>
#include <vector>

#include "core/store.hpp"
#include "sim/loop.hpp"
#include "sim/memory_of_files.hpp"

namespace understudy::simulated {

/// What befalls one group of commits.
enum class StoreFault {
    none,
    refused,         ///< EIO or ENOSPC: nothing reached the disk, and the askers are told so
    failed_written,  ///< the fsync failed, and all of it reached the disk nevertheless
};

class SimulatedStore : public Store {
  public:
    explicit SimulatedStore(Loop& loop) : loop_(loop) {}

    // What is on the disk. `jobs` are with recordings.
    std::map<std::string, Job> jobs;
    std::vector<HistoryEvent> history;
    std::vector<Movement> ledger;
    Controls controls;

    bool away = false;     ///< neither read nor written
    bool full = false;     ///< read, but not written
    bool damaged = false;  ///< an audit finds something
    int commits = 0;
    int groups = 0;                          ///< that were tried
    Duration read_time = milliseconds{1};    ///< from asking to answer
    std::function<Duration()> group_time;    ///< from a group's first asker to the disk; 1 ms where empty
    std::function<StoreFault(int)> weather;  ///< asked for each group, by its number from 1 on; may be empty
    /// Told of each row as it reaches the disk, with the one before it (nullptr: there was none); may be
    /// empty.
    std::function<void(const Job*, const Job&)> on_durable;

    /// The process that asked is gone: what had not reached the disk never does.
    void forget_callers() { waiting_.clear(), flush_due_ = false; }
    /// What a backup of the whole file holds.
    struct Backup {
        std::map<std::string, Job> jobs;
        std::vector<HistoryEvent> history;
        std::vector<Movement> ledger;
        std::map<std::string, IdempotentAnswer> answers;
        MemoryOfFiles heard;
        Controls controls;
    };
    [[nodiscard]] Backup backup() const { return {jobs, history, ledger, answers_, heard_, controls}; }
    void restore(Backup backup);

    void commit(Commit commit, StoreReply<std::vector<std::int64_t>> reply) override;
    void keep_controls(Controls wanted, StoreReply<Nothing> reply) override;
    void remove(std::string job_id, std::int64_t revision, StoreReply<Nothing> reply) override;
    void load_active(StoreReply<Active> reply) override;
    void load_job(std::string job_id, StoreReply<Job> reply) override;
    void load_recordings(std::string job_id, StoreReply<std::vector<Recording>> reply) override;
    void list_jobs(JobQuery query, StoreReply<std::vector<Job>> reply) override;
    void list_events(EventQuery query, StoreReply<std::vector<HistoryEvent>> reply) override;
    void find_answer(std::string key, StoreReply<std::optional<IdempotentAnswer>> reply) override;
    void find_intent(std::string nonce,
                     StoreReply<std::optional<std::pair<std::string, Intent>>> reply) override;
    void known_fine_tunes(std::vector<std::string> ids, StoreReply<std::vector<std::string>> reply) override;
    void remember(std::vector<Heard> heard, Time now, StoreReply<Nothing> reply) override;
    void recall(std::vector<FileStamp> files, int meters, StoreReply<MemoryOfFiles::Found> reply) override;
    void recall_contents(std::vector<std::string> sha256, StoreReply<MemoryOfFiles::Found> reply) override;
    void list_movements(MovementQuery query, StoreReply<std::vector<Movement>> reply) override;
    void balance(StoreReply<Balance> reply) override;
    void training_times(std::size_t limit, StoreReply<std::vector<Duration>> reply) override;
    void count_states(StoreReply<std::vector<std::pair<std::string, std::int64_t>>> reply) override;
    void probe(StoreReply<Nothing> reply) override;
    void audit(StoreReply<Nothing> reply) override;

  private:
    using EventIds = std::vector<std::int64_t>;
    struct Removal {
        std::string job_id;
        std::int64_t revision = 0;
    };
    struct Probe {};
    struct Memory {
        std::vector<Heard> heard;
        Time now{};
    };
    struct Change {
        std::variant<Commit, Removal, Probe, Memory, Controls> what;
        StoreReply<EventIds> reply;
    };
    void join(Change change);
    void flush();
    [[nodiscard]] Result<EventIds, StoreTrouble> apply(Commit& commit);
    [[nodiscard]] Result<EventIds, StoreTrouble> apply(const Removal& removal);
    [[nodiscard]] Result<EventIds, StoreTrouble> apply(const Probe& probe);
    [[nodiscard]] Result<EventIds, StoreTrouble> apply(const Memory& memory);
    [[nodiscard]] Result<EventIds, StoreTrouble> apply(const Controls& wanted);
    template <class T, class Work>
    void read(StoreReply<T> reply, Work work);

    Loop& loop_;
    std::map<std::string, IdempotentAnswer> answers_;
    MemoryOfFiles heard_;
    std::vector<Change> waiting_;
    bool flush_due_ = false;
};

}  // namespace understudy::simulated
