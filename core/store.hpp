// The port to what must survive a power cut. Nothing above it may assume SQLite.
// Production: storage/. Simulated: one that forgets what was not committed.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/controls.hpp"
#include "core/history.hpp"
#include "core/job.hpp"
#include "core/ledger.hpp"

namespace understudy {

/// Why the store could not do as asked. Nothing of the commit has happened, unless `conflict`'s cause says
/// otherwise.
struct StoreTrouble {
    enum class Kind {
        unavailable,  ///< disk full, I/O error, locked: the store re-opens by itself; ask again later
        conflict,     ///< the row's revision is not the expected one, or an id is there already: a broken
                      ///< invariant
        not_found,
        corrupt,  ///< a stored row does not make sense; `what` names it
    };
    Kind kind = Kind::unavailable;
    std::string what;
};

template <class T>
using StoreReply = std::function<void(Result<T, StoreTrouble>)>;

/// The answer that was given to a POST with an Idempotency-Key.
struct IdempotentAnswer {
    std::string key;          ///< the client's
    std::string fingerprint;  ///< of the request: its method, path and body
    std::string job_id;
    int status = 201;
    Time at{};
    bool operator==(const IdempotentAnswer&) const = default;
};

/// One atomic, durable change to one job: all of it or nothing.
struct Commit {
    Job job;  ///< `revision` is the one to be written; the stored one must be one less (0: must not exist).
              ///< `recordings` and `run` are not looked at
    bool replace_recordings = false;  ///< the job's recordings become `recordings`, positions 0, 1, 2, …
    std::vector<std::pair<std::uint64_t, Recording>> recordings;  ///< by position
    std::vector<HistoryEvent> events;                             ///< `id` is given by the store
    std::optional<IdempotentAnswer> idempotent_answer;  ///< fails with conflict when the key is there already
    std::vector<Movement> movements{};                  ///< of credits; `id` is given by the store
};

/// What was heard in a file, and which file that was.
struct Heard {
    FileStamp file;
    Measurement measurement;  ///< whole, with its curves; of a file that could be read, so with its digests
    bool operator==(const Heard&) const = default;
};

struct JobQuery {
    std::vector<std::string> states;  ///< words; empty: all
    std::size_t limit = 100;          ///< at most 1,000
    std::string before_id;            ///< page after this id (newest first); "" from the newest
    std::string name{};               ///< part of the name, ASCII letters in either case; "" for any
    std::map<std::string, std::string> labels{};  ///< all of them, with these values
    std::optional<Time> updated_since{};          ///< at that moment or later
};

struct EventQuery {
    std::string job_id;  ///< "" for all jobs
    std::int64_t after_id = 0;
    std::size_t limit = 100;
};

/// Called on the I/O thread only; replies come there too, never from inside the call. What is asked for
/// before a commit's reply may or may not see that commit.
class Store {
  public:
    virtual ~Store() = default;

    /// Replies with the ids of the events once everything is on the disk. Commits are made in the order
    /// given; many at once share one transaction (a savepoint each) and one fsync.
    virtual void commit(Commit commit, StoreReply<std::vector<std::int64_t>> reply) = 0;
    /// From now on these stand in Active.
    virtual void keep_controls(Controls controls, StoreReply<Nothing> reply) = 0;
    /// Removes the job with its recordings, intents and history. The revision must be the stored one.
    virtual void remove(std::string job_id, std::int64_t revision, StoreReply<Nothing> reply) = 0;

    /// Every job that is not at rest, without recordings, oldest first. Jobs whose row does not make sense
    /// come back with their id in `corrupt` instead of stopping the others.
    struct Active {
        std::vector<Job> jobs;
        std::vector<std::pair<std::string, std::string>> corrupt;  ///< job id, what is wrong
        Controls controls;                                         ///< as they were kept last
    };
    virtual void load_active(StoreReply<Active> reply) = 0;
    virtual void load_job(std::string job_id, StoreReply<Job> reply) = 0;  ///< without recordings
    /// With what was measured, but for the curves: see recall_contents.
    virtual void load_recordings(std::string job_id, StoreReply<std::vector<Recording>> reply) = 0;
    /// Newest first, without recordings.
    virtual void list_jobs(JobQuery query, StoreReply<std::vector<Job>> reply) = 0;
    virtual void list_events(EventQuery query,
                             StoreReply<std::vector<HistoryEvent>> reply) = 0;  ///< oldest first
    virtual void find_answer(std::string key, StoreReply<std::optional<IdempotentAnswer>> reply) = 0;
    /// The intent with this nonce, whosever it is, and its job's id.
    virtual void find_intent(std::string nonce,
                             StoreReply<std::optional<std::pair<std::string, Intent>>> reply) = 0;
    /// Which of these fine-tune ids are known to a job.
    virtual void known_fine_tunes(std::vector<std::string> ids,
                                  StoreReply<std::vector<std::string>> reply) = 0;
    // ---- The ledger of credits. It outlives the jobs.

    virtual void list_movements(MovementQuery query, StoreReply<std::vector<Movement>> reply) = 0;
    /// Of all movements that there ever were.
    virtual void balance(StoreReply<Balance> reply) = 0;
    /// From the reservation to the end of the trainings that completed last, `limit` of them.
    virtual void training_times(std::size_t limit, StoreReply<std::vector<Duration>> reply) = 0;

    // ---- What was heard in files, whichever jobs they belong to, so that nobody need read them again. Kept
    // by the file's digest and found by its identity, too. Of one content the later meters' measurement is
    // kept.

    /// What was kept longer than thirty days before `now` and belongs to no job is forgotten at the same
    /// time, a few at a time. Nothing is lost with what could not be kept: it is measured again.
    virtual void remember(std::vector<Heard> heard, Time now, StoreReply<Nothing> reply) = 0;
    /// Of each file, in their order, what meters of this version heard in that version of it; empty where
    /// that is not known.
    virtual void recall(std::vector<FileStamp> files, int meters,
                        StoreReply<std::vector<std::optional<Measurement>>> reply) = 0;
    /// Of each content, by its SHA-256, what was heard in it; empty where that is not known.
    virtual void recall_contents(std::vector<std::string> sha256,
                                 StoreReply<std::vector<std::optional<Measurement>>> reply) = 0;

    /// How many jobs there are in each state.
    virtual void count_states(StoreReply<std::vector<std::pair<std::string, std::int64_t>>> reply) = 0;

    /// Writes something without a meaning and answers as a commit does: is the disk there?
    virtual void probe(StoreReply<Nothing> reply) = 0;
    /// Reads all that is stored and says whether it is sound: `corrupt` when it is damaged. May take long,
    /// and holds nobody up meanwhile.
    virtual void audit(StoreReply<Nothing> reply) = 0;
};

}  // namespace understudy
