// Who cares for a job: derived from what the driver keeps, never remembered apart.
#include "daemon/driver/impl.hpp"

namespace understudy {

Attention Driver::Impl::attention(const std::string& job_id) const {
    if (load_again_.contains(job_id)) return Attention::due;
    const auto found = seats_.find(job_id);
    if (found == seats_.end()) return Attention::none;
    const Seat& place = *found->second;
    if (!place.idle() || !place.flights.empty()) return Attention::under_way;
    if (place.wake_at) return Attention::due;
    if (!gate_.open()) return Attention::gate;
    if (watching_.contains(job_id)) return Attention::watched;
    if (place.paused) return Attention::paused;
    if (place.wants_slot || !place.to_upload.empty()) return Attention::queued;
    if (place.job.hold) return Attention::held;
    return outage_ || auditing_ || audit_at_ ? Attention::store : Attention::none;
}

}  // namespace understudy
