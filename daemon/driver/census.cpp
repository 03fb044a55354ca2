#include "daemon/driver/census.hpp"

#include <algorithm>

#include "daemon/driver/impl.hpp"

namespace understudy {

namespace {

void count_waiter(const Job& job, Census& census) {
    census.waiting_for_turn += 1;
    census.oldest_waiter = std::min(census.oldest_waiter.value_or(job.updated_at), job.updated_at);
}

}  // namespace

/// Who is among the first of the line that upload does not wait, unless a person paused it.
Census Driver::Impl::census() const {
    Census census;
    census.uploads_under_way = static_cast<std::size_t>(std::max(uploads_out_, 0));
    census.trainings_under_way = static_cast<std::size_t>(trainings_bought());
    for (const auto& [id, place] : seats_) {
        const Job& job = place->job;
        if (job.hold) {
            census.held[job.hold->reason] += 1;
        } else if (place->wants_slot || place->paused) {
            count_waiter(job, census);
        }
    }
    int ahead = 0;
    for (const QueuePlace& place : uploading_.in_order()) {
        if (ahead++ < std::max(policy_.parallel_jobs, 1)) continue;
        const auto found = seats_.find(place.job_id);
        if (found == seats_.end()) continue;
        const Seat& seat = *found->second;
        if (!seat.job.hold && !seat.wants_slot && !seat.paused) count_waiter(seat.job, census);
    }
    return census;
}

}  // namespace understudy
