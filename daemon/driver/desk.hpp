// The desk: everything that may be asked of the daemon about its jobs. The REST API stands on it; the driver
// is it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/checkup.hpp"
#include "core/command.hpp"
#include "core/explain.hpp"
#include "core/preflight.hpp"
#include "core/store.hpp"

namespace understudy {

template <class T>
using Answer = std::function<void(Result<T, Problem>)>;

/// A job as it is this moment: what is stored, and the bytes of uploads under way.
struct JobView {
    Job job;  ///< without its recordings
    std::uint64_t bytes_in_flight = 0;
};

/// What POST came to. `replayed`: the Idempotency-Key was known, and this is the job of then.
struct Submitted {
    JobView view;
    std::vector<std::string> ignored;  ///< files in the folders that are not recordings
    bool replayed = false;
};

struct IdempotencyKey {
    std::string key, fingerprint;
};

/// The store cannot be used. What is under way in the cloud is followed all the same.
struct StoreOutage {
    bool damaged = false;  ///< a part of it is; else it cannot be written or read, which may pass
    std::string what;      ///< the store's words
    Time since{};
    std::optional<Time> next_try;
};

/// What the whole driver is doing, for STATUS=, /readyz and the log.
struct DriverStatus {
    bool ready = false;  ///< every stored job was asked `next` once
    std::size_t uploading = 0, training = 0, held = 0, waiting = 0;
    bool credentials_refused = false;
    std::optional<Duration> cloud_down_for;
    std::optional<StoreOutage> store_outage;
};

struct PreflightReport {
    Preflight preflight;
    std::vector<Recording> recordings;
    std::vector<std::string> ignored;
};

/// All calls on the I/O thread. Answers come once, on it, never from inside the call, and for everything that
/// changes a job only after the change is durable.
class Desk {
  public:
    virtual ~Desk() = default;

    virtual void submit(Submission submission, std::optional<IdempotencyKey> key,
                        Answer<Submitted> answer) = 0;
    /// Start, cancel, retry, hold, release, resolve, edit.
    virtual void command(std::string job_id, Command command, Answer<JobView> answer) = 0;
    virtual void remove(std::string job_id, Answer<Nothing> answer) = 0;

    virtual void get(std::string job_id, Answer<JobView> answer) = 0;
    virtual void list(JobQuery query, Answer<std::vector<JobView>> answer) = 0;
    /// 404 for a job that is not there.
    virtual void events(EventQuery query, Answer<std::vector<HistoryEvent>> answer) = 0;
    virtual void explain(std::string job_id, Answer<Explanation> answer) = 0;
    /// Measures recordings without making a job.
    virtual void preflight(std::vector<std::string> paths, Answer<PreflightReport> answer) = 0;
    /// The report on a job's own recordings, as far as they are measured.
    virtual void job_preflight(std::string job_id, Answer<PreflightReport> answer) = 0;

    /// Looks at everything that the daemon rests on: the database, the jobs, the cloud, the machine. Changes
    /// nothing. Takes half a minute at most where the cloud or a disk does not answer.
    virtual void checkup(Answer<Checks> answer) = 0;

    [[nodiscard]] virtual DriverStatus status() const = 0;
};

}  // namespace understudy
