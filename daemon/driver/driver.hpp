// The driver: asks the pure core what each job needs, records what must be recorded, has it done through a
// port, records what came of it, and asks again. It owns every job that is at work; nobody else changes one.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/cloud.hpp"
#include "core/command.hpp"
#include "core/explain.hpp"
#include "core/notifier.hpp"
#include "core/preflight.hpp"
#include "core/recordings.hpp"
#include "core/store.hpp"

namespace understudy {

/// The parts of the world, each real or simulated. All are used on one thread and outlive the driver.
struct Ports {
    Cloud& cloud;
    Store& store;
    Clock& clock;
    RecordingsPort& recordings;
    Notifier& notifier;
    Entropy& entropy;
};

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

/// What the whole driver is doing, for STATUS=, /readyz and the log.
struct DriverStatus {
    bool ready = false;          ///< every stored job was asked `next` once
    bool store_writable = true;  ///< the last commit went through
    std::size_t uploading = 0, training = 0, held = 0, waiting = 0;
    bool credentials_refused = false;
    std::optional<Duration> cloud_down_for;
};

struct PreflightReport {
    Preflight preflight;
    std::vector<Recording> recordings;
    std::vector<std::string> ignored;
};

/// All calls on the I/O thread. Answers come once, on it, never from inside the call, and for everything that
/// changes a job only after the change is durable.
class Driver {
  public:
    Driver(Ports ports, Policy policy);
    ~Driver();
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    /// Loads the jobs at work and asks each what it needs. Goes on trying while the store is away.
    void start(std::function<void()> on_ready);
    /// No new action; cancels everything but a paid call in flight, which it awaits up to `grace`; then
    /// `on_stopped`.
    void stop(Duration grace, std::function<void()> on_stopped);

    void submit(Submission submission, std::optional<IdempotencyKey> key, Answer<Submitted> answer);
    /// Start, cancel, retry, hold, release, resolve, edit.
    void command(std::string job_id, Command command, Answer<JobView> answer);
    void remove(std::string job_id, Answer<Nothing> answer);

    void get(std::string job_id, Answer<JobView> answer);
    void list(JobQuery query, Answer<std::vector<JobView>> answer);
    void events(EventQuery query,
                Answer<std::vector<HistoryEvent>> answer);  ///< 404 for a job that is not there
    void explain(std::string job_id, Answer<Explanation> answer);
    /// Measures recordings without making a job.
    void preflight(std::vector<std::string> paths, Answer<PreflightReport> answer);
    /// The report on a job's own recordings, as far as they are measured.
    void job_preflight(std::string job_id, Answer<PreflightReport> answer);

    [[nodiscard]] DriverStatus status() const;
    /// New numbers after a reload of the configuration; the key may have changed with it: a closed
    /// credentials gate is tried at once.
    void reconfigure(Policy policy);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace understudy
