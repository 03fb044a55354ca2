// The desk: everything that may be asked of the daemon about its jobs. The REST API stands on it; the driver
// is it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/checkup.hpp"
#include "core/command.hpp"
#include "core/controls.hpp"
#include "core/explain.hpp"
#include "core/marker.hpp"
#include "core/preflight.hpp"
#include "core/store.hpp"

namespace understudy {

template <class T>
using Answer = std::function<void(Result<T, Problem>)>;

/// A recording of a job in a few words.
struct FileBrief {
    std::string path;
    FileVerdict verdict = FileVerdict::pass;
    std::int64_t duration_us = 0;
    std::vector<std::string> reasons;
};

/// A job as it is this moment: what is stored, and the bytes of uploads under way.
struct JobView {
    Job job;  ///< without its recordings
    std::uint64_t bytes_in_flight = 0;
    std::shared_ptr<const std::vector<FileBrief>>
        files{};  ///< of one job, once preflight has judged; none in lists
};

/// Two views of a job with the same edition are the same. Revisions are counted anew after a backup was
/// restored; the time tells those apart.
struct Edition {
    std::int64_t revision = 0;
    Time updated_at{};
    std::uint64_t bytes_in_flight = 0;
    bool operator==(const Edition&) const = default;
};
[[nodiscard]] inline Edition edition_of(const JobView& view) {
    return {view.job.revision, view.job.updated_at, view.bytes_in_flight};
}

/// What a POST came to. `replayed`: the Idempotency-Key was known, and this is its job, as it is now.
struct Submitted {
    JobView view;
    std::vector<std::string> ignored;  ///< files in the folders that are not recordings
    bool replayed = false;
};

struct IdempotencyKey {
    std::string key;
    std::string fingerprint;  ///< of the whole request: the key stands for no other one
};

/// The store cannot be used. What is under way in the cloud is followed all the same.
struct StoreOutage {
    bool damaged = false;  ///< a part of it is; else it cannot be written or read, which may pass
    std::string what;      ///< the store's words
    Time since{};
    std::optional<Time> next_try;
};

/// How far a job that measures, uploads or trains has come.
struct JobProgress {
    std::string job_id, state;
    Tally tally;
    std::uint64_t bytes_in_flight = 0;
    bool operator==(const JobProgress&) const = default;
};

/// Something about a job is not as it was: look again.
struct Change {
    enum class What {
        history,   ///< more of it is durable, and its progress may have changed, too
        progress,  ///< only that
        removed,   ///< the job is gone, and its history with it
    };
    std::string_view job_id;
    What what = What::progress;
};

/// Held by whoever is told of changes; nothing is told once it is let go.
using Lookout = std::shared_ptr<const std::function<void(const Change&)>>;

struct Pauses {
    bool spending = false, uploading = false;
    bool operator==(const Pauses&) const = default;
};

/// How many bytes a second all uploads may take now.
struct BandwidthView {
    std::uint64_t limit = 0;  ///< 0: as many as there are
    enum class Source { control, timetable, config } source = Source::config;
    std::optional<Time> until{};  ///< another window of the timetable may count from then on
};

struct ControlsView {
    Controls controls;
    std::size_t purchases_under_way = 0;  ///< paid requests that have left: no pause brings them back
    BandwidthView bandwidth;
};

/// The jobs that are not at rest, in the order in which they come to their turn.
struct QueueView {
    std::size_t length = 0;
    struct Entry {
        JobView job;
        Explanation explanation;
    };
    std::vector<Entry> first;
};

/// The budgets as they stand, from memory.
struct BudgetView {
    Balance balance;                                             ///< of all time
    std::int64_t committed_today = 0, committed_this_month = 0;  ///< reserved and spent (UTC)
    std::int64_t approval_above = 0;                             ///< 0: nothing need be approved
    std::vector<BudgetLine> limits;
};

struct LedgerPage {
    std::vector<Movement> movements;
    Balance balance;
};

/// What starting a job will take, before it is started.
struct Quote {
    Job job;  ///< without its recordings
    std::int64_t credits =
        0;  ///< of a training that completes; each re-attempt after a failure is free of charge
    std::uint64_t bytes_to_upload = 0;
    std::optional<double> bytes_per_second;          ///< as measured in this process; nullopt: not yet
    std::optional<Duration> upload;                  ///< at that rate
    std::size_t trainings = 0;                       ///< own ones that the times below are of
    std::optional<Duration> training, training_p90;  ///< median and 90th percentile; nullopt: none yet
    std::optional<Shortfall> shortfall;              ///< of the budget, as it stands
    BudgetView budget;
};

/// What the whole driver is doing, for STATUS=, /readyz and the log.
struct DriverStatus {
    bool ready = false;  ///< every stored job was asked `next` once
    std::size_t uploading = 0, training = 0, held = 0, waiting = 0;
    bool credentials_refused = false;
    Pauses paused;
    std::optional<Duration> cloud_down_for;
    std::optional<StoreOutage> store_outage;
    std::optional<Time> next_look{};  ///< at the trainings in the cloud
    std::size_t sending = 0;          ///< recordings on their way
};

struct PreflightReport {
    Preflight preflight;
    std::vector<Recording> recordings;
    std::vector<std::string> ignored;
};

/// A preflight that was asked for without a job, as it stands.
struct PreflightRun {
    std::string id;  ///< "preflight_" + 26 digits
    std::uint64_t files_total = 0, files_measured = 0;
    std::shared_ptr<const PreflightReport> report;  ///< once all files are measured
};

inline constexpr std::string_view preflight_id_prefix = "preflight_";
/// Does the text have the form of such an id?
[[nodiscard]] inline bool is_preflight_id(std::string_view text) {
    return text.starts_with(preflight_id_prefix) &&
           is_job_id("job_" + std::string(text.substr(preflight_id_prefix.size())));
}

/// All calls on the I/O thread. Answers come once, on it, never from inside the call, and for everything that
/// changes a job only after the change is durable.
class Desk {
  public:
    virtual ~Desk() = default;

    virtual void submit(Submission submission, std::optional<IdempotencyKey> key,
                        Answer<Submitted> answer) = 0;
    /// Start, cancel, retry, hold, release, resolve, edit, move, approve.
    virtual void command(std::string job_id, Command command, Answer<JobView> answer) = 0;
    /// The same, but once for each key, which is kept with what the command changed.
    virtual void command_once(std::string job_id, Command command, IdempotencyKey key,
                              Answer<Submitted> answer) = 0;
    virtual void remove(std::string job_id, Answer<Nothing> answer) = 0;

    virtual void get(std::string job_id, Answer<JobView> answer) = 0;
    /// What get() would show now, at once and without a copy of the job. nullopt: get() has to be asked, of a
    /// job that is not at work, or has a change that is not durable yet.
    [[nodiscard]] virtual std::optional<Edition> edition(std::string_view job_id) const = 0;
    virtual void list(JobQuery query, Answer<std::vector<JobView>> answer) = 0;
    /// 404 for a job that is not there.
    virtual void events(EventQuery query, Answer<std::vector<HistoryEvent>> answer) = 0;
    /// The id of the newest event: what was durable before the call is not behind it.
    virtual void newest_event(Answer<std::int64_t> answer) = 0;
    /// From now on `told` is called for every change, in the middle of the driver's work: it may take note,
    /// and ask nothing of the desk. Nobody is told what changed, so that nothing is lost by missing a call.
    [[nodiscard]] virtual Lookout watch_changes(std::function<void(const Change&)> told) = 0;
    /// nullopt: the job is none that measures, uploads or trains.
    [[nodiscard]] virtual std::optional<JobProgress> progress_of(std::string_view job_id) const = 0;
    /// Of every job that does.
    [[nodiscard]] virtual std::vector<JobProgress> progress() const = 0;
    /// What a person has paused for all jobs, at once.
    [[nodiscard]] virtual Pauses pauses() const = 0;
    virtual void controls(Answer<ControlsView> answer) = 0;
    /// A pause counts at once; the answer comes once all of the change is durable.
    virtual void change_controls(ControlsChange change, Answer<ControlsView> answer) = 0;
    /// The first `limit` of the line.
    virtual void queue(std::size_t limit, Answer<QueueView> answer) = 0;
    /// The ledger's movements, oldest first, and its balance.
    virtual void ledger(MovementQuery query, Answer<LedgerPage> answer) = 0;
    virtual void budget(Answer<BudgetView> answer) = 0;
    virtual void quote(std::string job_id, Answer<Quote> answer) = 0;
    virtual void explain(std::string job_id, Answer<Explanation> answer) = 0;
    /// Measures recordings without making a job.
    virtual void preflight(std::vector<std::string> paths, Answer<PreflightReport> answer) = 0;
    /// The same in the background: answers as soon as it is known which files are meant. The report stays for
    /// an hour after the last file was measured. 503 while too many are under way.
    virtual void begin_preflight(std::vector<std::string> paths, Answer<PreflightRun> answer) = 0;
    /// 404 for one that is not there, or not any more; `whole`: with the curves.
    virtual void preflight_run(std::string id, bool whole, Answer<PreflightRun> answer) = 0;
    /// Ends it and forgets its report. Files that are being measured are measured to their end.
    virtual void drop_preflight(std::string id, Answer<Nothing> answer) = 0;
    /// The report on a job's own recordings, as far as they are measured; `whole`: with the curves.
    virtual void job_preflight(std::string job_id, bool whole, Answer<PreflightReport> answer) = 0;

    /// Looks at everything that the daemon rests on: the database, the jobs, the cloud, the machine. Changes
    /// nothing. Takes half a minute at most where the cloud or a disk does not answer.
    virtual void checkup(Answer<Checks> answer) = 0;

    [[nodiscard]] virtual DriverStatus status() const = 0;
};

}  // namespace understudy
