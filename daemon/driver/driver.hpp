// The driver: asks the pure core what each job needs, records what must be recorded, has it done through a
// port, records what came of it, and asks again. It owns every job that is at work; nobody else changes one.
#pragma once

#include <functional>
#include <memory>

#include "core/clock.hpp"
#include "core/cloud.hpp"
#include "core/notifier.hpp"
#include "core/premises.hpp"
#include "core/recordings.hpp"
#include "core/store.hpp"
#include "daemon/driver/census.hpp"
#include "daemon/driver/desk.hpp"

namespace understudy {

/// The parts of the world, each real or simulated. All are used on one thread and outlive the driver.
struct Ports {
    Cloud& cloud;
    Store& store;
    Clock& clock;
    RecordingsPort& recordings;
    Notifier& notifier;
    Entropy& entropy;
    Premises* premises = nullptr;  ///< a checkup tells of the driver's own without it
};

/// What this process does about a job, so that nobody has to trust that none is forgotten.
enum class Attention {
    none,       ///< it has no seat, or nobody cares for it
    under_way,  ///< a call, a commit or a reading of the store is
    due,        ///< a time is set for it
    watched,    ///< the next round of watching shows it
    queued,     ///< it waits for a limit that all jobs share
    gate,       ///< it waits until the cloud answers, or takes the key
    store,      ///< it waits until the store is back, or is found sound
    held,       ///< it waits for the end of its hold
    paused,     ///< it waits until a person lets all jobs go on
};

class Driver : public Desk {
  public:
    Driver(Ports ports, Policy policy);
    ~Driver() override;
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    /// Loads the jobs at work and asks each what it needs. Goes on trying while the store is away.
    void start(std::function<void()> on_ready);
    /// No new action; cancels everything but a paid call in flight, which it awaits up to `grace`; then
    /// `on_stopped`.
    void stop(Duration grace, std::function<void()> on_stopped);

    // The desk; see desk.hpp.
    void submit(Submission submission, std::optional<IdempotencyKey> key, Answer<Submitted> answer) override;
    void command(std::string job_id, Command command, Answer<JobView> answer) override;
    void command_once(std::string job_id, Command command, IdempotencyKey key,
                      Answer<Submitted> answer) override;
    void remove(std::string job_id, Answer<Nothing> answer) override;

    void get(std::string job_id, Answer<JobView> answer) override;
    [[nodiscard]] std::optional<Edition> edition(std::string_view job_id) const override;
    void list(JobQuery query, Answer<std::vector<JobView>> answer) override;
    void events(EventQuery query, Answer<std::vector<HistoryEvent>> answer) override;
    void newest_event(Answer<std::int64_t> answer) override;
    [[nodiscard]] Lookout watch_changes(std::function<void(const Change&)> told) override;
    [[nodiscard]] std::optional<JobProgress> progress_of(std::string_view job_id) const override;
    [[nodiscard]] std::vector<JobProgress> progress() const override;
    [[nodiscard]] Pauses pauses() const override;
    void controls(Answer<ControlsView> answer) override;
    void change_controls(ControlsChange change, Answer<ControlsView> answer) override;
    void queue(std::size_t limit, Answer<QueueView> answer) override;
    void ledger(MovementQuery query, Answer<LedgerPage> answer) override;
    void budget(Answer<BudgetView> answer) override;
    void quote(std::string job_id, Answer<Quote> answer) override;
    void explain(std::string job_id, Answer<Explanation> answer) override;
    void preflight(std::vector<std::string> paths, Answer<PreflightReport> answer) override;
    void begin_preflight(std::vector<std::string> paths, Answer<PreflightRun> answer) override;
    void preflight_run(std::string id, bool whole, Answer<PreflightRun> answer) override;
    void drop_preflight(std::string id, Answer<Nothing> answer) override;
    void job_preflight(std::string job_id, bool whole, Answer<PreflightReport> answer) override;

    void checkup(Answer<Checks> answer) override;

    [[nodiscard]] DriverStatus status() const override;
    /// Walks all seats: for a scrape, not for every step.
    [[nodiscard]] Census census() const;
    /// The budgets as they stand; all zero before they were read.
    [[nodiscard]] BudgetView money() const;
    [[nodiscard]] Attention attention(const std::string& job_id) const;
    /// New numbers after a reload of the configuration; the key may have changed with it: a closed
    /// credentials gate is tried at once.
    void reconfigure(Policy policy);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace understudy
