#include "daemon/driver/driver.hpp"

#include "daemon/driver/impl.hpp"

namespace understudy {

Driver::Impl::Impl(Ports ports, Policy policy)
    : ports_(ports),
      policy_(std::move(policy)),
      switchboard_(
          ports.store, ports.clock, [this] { turned(); },
          [this](const std::string& what) { store_fails(what), rearm(); }),
      bandwidth_(ports.cloud, ports.clock, policy_, switchboard_),
      treasury_(ports.store, ports.clock, policy_),
      ears_(ports.store, ports.recordings, ports.clock, policy_),
      preflights_(ears_, ports, [this] { rearm(); }) {}

Driver::Driver(Ports ports, Policy policy) : impl_(std::make_unique<Impl>(ports, std::move(policy))) {}
Driver::~Driver() = default;

void Driver::start(std::function<void()> on_ready) { impl_->start(std::move(on_ready)); }
void Driver::stop(Duration grace, std::function<void()> on_stopped) {
    impl_->stop(grace, std::move(on_stopped));
}
void Driver::reconfigure(Policy policy) { impl_->reconfigure(std::move(policy)); }
DriverStatus Driver::status() const { return impl_->status(); }
Census Driver::census() const { return impl_->census(); }
BudgetView Driver::money() const { return impl_->money(); }
Attention Driver::attention(const std::string& job_id) const { return impl_->attention(job_id); }

void Driver::submit(Submission submission, std::optional<IdempotencyKey> key, Answer<Submitted> answer) {
    impl_->submit(std::move(submission), std::move(key), std::move(answer));
}
void Driver::command(std::string job_id, Command command, Answer<JobView> answer) {
    impl_->command(job_id, std::move(command), std::move(answer));
}
void Driver::command_once(std::string job_id, Command command, IdempotencyKey key, Answer<Submitted> answer) {
    impl_->command_once(job_id, std::move(command), std::move(key), std::move(answer));
}
void Driver::remove(std::string job_id, Answer<Nothing> answer) { impl_->remove(job_id, std::move(answer)); }
void Driver::get(std::string job_id, Answer<JobView> answer) { impl_->get(job_id, std::move(answer)); }
std::optional<Edition> Driver::edition(std::string_view job_id) const { return impl_->edition(job_id); }
void Driver::list(JobQuery query, Answer<std::vector<JobView>> answer) {
    impl_->list(std::move(query), std::move(answer));
}
void Driver::events(EventQuery query, Answer<std::vector<HistoryEvent>> answer) {
    impl_->events(std::move(query), std::move(answer));
}
void Driver::newest_event(Answer<std::int64_t> answer) { impl_->newest_event(std::move(answer)); }
Lookout Driver::watch_changes(std::function<void(const Change&)> told) {
    return impl_->watch_changes(std::move(told));
}
std::optional<JobProgress> Driver::progress_of(std::string_view job_id) const {
    return impl_->progress_of(job_id);
}
std::vector<JobProgress> Driver::progress() const { return impl_->progress(); }
Pauses Driver::pauses() const { return impl_->pauses(); }
void Driver::controls(Answer<ControlsView> answer) { impl_->controls(std::move(answer)); }
void Driver::change_controls(ControlsChange change, Answer<ControlsView> answer) {
    impl_->change_controls(std::move(change), std::move(answer));
}
void Driver::queue(std::size_t limit, Answer<QueueView> answer) { impl_->queue(limit, std::move(answer)); }
void Driver::ledger(MovementQuery query, Answer<LedgerPage> answer) {
    impl_->ledger(std::move(query), std::move(answer));
}
void Driver::budget(Answer<BudgetView> answer) { impl_->budget(std::move(answer)); }
void Driver::quote(std::string job_id, Answer<Quote> answer) { impl_->quote(job_id, std::move(answer)); }
void Driver::explain(std::string job_id, Answer<Explanation> answer) {
    impl_->explain(job_id, std::move(answer));
}
void Driver::preflight(std::vector<std::string> paths, Answer<PreflightReport> answer) {
    impl_->preflight(std::move(paths), std::move(answer));
}
void Driver::begin_preflight(std::vector<std::string> paths, Answer<PreflightRun> answer) {
    impl_->begin_preflight(std::move(paths), std::move(answer));
}
void Driver::preflight_run(std::string id, bool whole, Answer<PreflightRun> answer) {
    impl_->preflight_run(id, whole, std::move(answer));
}
void Driver::drop_preflight(std::string id, Answer<Nothing> answer) {
    impl_->drop_preflight(id, std::move(answer));
}
void Driver::job_preflight(std::string job_id, bool whole, Answer<PreflightReport> answer) {
    impl_->job_preflight(job_id, whole, std::move(answer));
}

void Driver::checkup(Answer<Checks> answer) { impl_->checkup(std::move(answer)); }

}  // namespace understudy
