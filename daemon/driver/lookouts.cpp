// Who is told that something changed, and what they look at then. Without anybody who is told, nothing is
// done.
#include <algorithm>

#include "core/reuse.hpp"
#include "daemon/driver/impl.hpp"

namespace understudy {
namespace {

/// Draft jobs count while there is something left to measure.
bool at_work(const Job& job) {
    if (std::holds_alternative<Draft>(job.state)) return job.tally.files_measured < job.tally.files_total;
    return std::holds_alternative<Uploading>(job.state) || std::holds_alternative<Training>(job.state);
}

std::optional<JobProgress> progress_in(const Seat& place) {
    if (place.reloading || !at_work(place.job)) return std::nullopt;
    return JobProgress{place.job.id, state_word(place.job.state), place.job.tally, place.bytes_in_flight()};
}

}  // namespace

Lookout Driver::Impl::watch_changes(std::function<void(const Change&)> told) {
    auto lookout = std::make_shared<const std::function<void(const Change&)>>(std::move(told));
    lookouts_.push_back(lookout);
    return lookout;
}

void Driver::Impl::tell(Change::What what, std::string_view job_id) {
    if (lookouts_.empty()) return;
    std::erase_if(lookouts_, [](const auto& lookout) { return lookout.expired(); });
    for (const auto& weak : lookouts_)
        if (const auto lookout = weak.lock()) (*lookout)({job_id, what});
}

std::optional<Edition> Driver::Impl::edition(std::string_view job_id) const {
    const auto found = seats_.find(job_id);
    if (found == seats_.end() || found->second->reloading || !found->second->durable()) return std::nullopt;
    const Job& job = found->second->job;
    if (may_reuse(job)) return std::nullopt;  // what it is offered depends on other jobs
    return Edition{job.revision, job.updated_at, found->second->bytes_in_flight()};
}

std::optional<JobProgress> Driver::Impl::progress_of(std::string_view job_id) const {
    const auto found = seats_.find(job_id);
    return found == seats_.end() ? std::nullopt : progress_in(*found->second);
}

std::vector<JobProgress> Driver::Impl::progress() const {
    std::vector<JobProgress> all;
    for (const auto& [id, place] : seats_)
        if (auto progress = progress_in(*place)) all.push_back(std::move(*progress));
    return all;
}

void Driver::Impl::newest_event(Answer<std::int64_t> answer) {
    search_newest(EndSearch(newest_event_), std::move(answer));
}

void Driver::Impl::search_newest(EndSearch search, Answer<std::int64_t> answer) {
    const auto after = search.question();
    newest_event_ = std::max(newest_event_, search.end());
    if (!after) return answer(search.end());
    ports_.store.list_events({"", *after, 1}, [this, search, answer](auto events) mutable {
        if (!events.ok()) return answer(failure(problem_of(events.error())));
        search.answered(events->empty() ? std::nullopt : std::optional(events->front().id));
        search_newest(search, std::move(answer));
    });
}

}  // namespace understudy
