// Jobs take a seat while they are at work, or while somebody asks something of them, and leave it when they
// rest.
#include "daemon/driver/impl.hpp"
#include "daemon/driver/problems.hpp"

namespace understudy {

Seat& Driver::Impl::seat(Job job) {
    require(find(job.id) == nullptr, "a job takes one seat");
    auto place = std::make_unique<Seat>();
    place->stored_revision = job.revision;
    place->job = std::move(job);
    Seat& seated = *(seats_[place->job.id] = std::move(place));
    if (stands_in_line(seated.job)) line_.stand(seated.job);
    if (seated.job.hold && seated.job.hold->reason == HoldReason::budget) treasury_.wait_for_room();
    tell(Change::What::progress, seated.job.id);
    return seated;
}

Seat* Driver::Impl::find(const std::string& job_id) {
    const auto found = seats_.find(job_id);
    return found == seats_.end() ? nullptr : found->second.get();
}

void Driver::Impl::retire_if_at_rest(const std::string& job_id) {
    const Seat* place = find(job_id);
    if (place && at_rest(place->job) && place->idle()) leave(job_id);
}

void Driver::Impl::leave(const std::string& job_id) {
    wake_seat_at(*find(job_id), std::nullopt);
    line_.leave(job_id);
    uploading_.leave(job_id);
    watching_.erase(job_id);
    seats_.erase(job_id);
}

void Driver::Impl::with_seat(const std::string& job_id, std::function<void(Result<Seat*, Problem>)> then) {
    Seat* place = find(job_id);
    if (place && !place->reloading) return then(place);
    auto& waiting = awaiting_seat_[job_id];
    waiting.push_back(std::move(then));
    if (waiting.size() > 1 || place) return;
    ports_.store.load_job(
        job_id, [this, job_id](Result<Job, StoreTrouble> job) { seat_loaded(job_id, std::move(job)); });
}

void Driver::Impl::seat_loaded(const std::string& job_id, Result<Job, StoreTrouble> job) {
    const auto waiting = std::move(awaiting_seat_[job_id]);
    awaiting_seat_.erase(job_id);
    if (!job.ok()) {
        for (const auto& then : waiting) then(failure(problem_of(job.error())));
        return;
    }
    if (waiting.empty()) return;
    // Its open intent may be of the process before, whose jobs are not all read yet.
    if (!find(job_id)) recover_seat(seat(std::move(job.value())));
    for (const auto& then : waiting) {
        Seat* place = find(job_id);
        if (place && !place->reloading)
            then(place);
        else
            with_seat(job_id, then);  // the one before it changed everything: the job is loaded once more
    }
    retire_if_at_rest(job_id);
}

void Driver::Impl::quarantine(const std::string& job_id, const std::string& what) {
    ports_.notifier.noticed("invariant_broken",
                            job_id + ": " + what + "; the job is read again from the store and held");
    Seat& place = *find(job_id);
    place.job.id = job_id;  // the value may have been lost on the way
    place.reloading = true;
    const Problem lost{500, "invariant-broken", "The job contradicts itself", what, ""};
    treasury_.lose(place.unsaved.movements);
    for (const Saved& tell : std::exchange(place.unsaved, {}).saved) tell(&lost);
    forget_wishes(place);
    place.while_reloading = {Quarantined{"an invariant was broken: " + what}};
    wake_seat_at(place, std::nullopt);
    if (!place.saving) reload(job_id);
}

/// What the plan named and what waits for the limits that jobs share.
void Driver::Impl::forget_wishes(Seat& place) {
    place.to_upload.clear();
    place.wants_slot = place.paused = false;
    uploading_.leave(place.job.id);
}

/// Once nothing of the seat is under way in the store.
void Driver::Impl::reload(const std::string& job_id) {
    ports_.store.load_job(job_id, [this, job_id](Result<Job, StoreTrouble> job) {
        Seat* place = find(job_id);
        if (!place) return;
        const bool may_pass = !job.ok() && job.error().kind == StoreTrouble::Kind::unavailable;
        if (!job.ok() && (may_pass || !place->flights.empty())) return load_later(job_id);
        if (!job.ok()) {
            // One that is not there was to be removed, and the disk did it without saying so.
            const bool gone = job.error().kind == StoreTrouble::Kind::not_found;
            if (!gone)
                ports_.notifier.noticed("store_corrupt",
                                        job_id + " cannot be read and is left alone: " + job.error().what);
            leave(job_id);
            tell(gone ? Change::What::removed : Change::What::progress, job_id);
            return seat_loaded(job_id, failure(job.error()));
        }
        place->stored_revision = job->revision;
        place->job = std::move(job.value());
        if (stands_in_line(place->job)) line_.stand(place->job);
        place->reloading = false;
        treasury_.agree_with(place->job);
        recover_seat(*place);
        for (Happening& happening : std::exchange(place->while_reloading, {}))
            happen_to(*place, std::move(happening));
        seat_loaded(job_id, Job{place->job});
        pump(job_id);
    });
}

/// A stored intent that is open may have been sent, by this process or the one before: its outcome is
/// unknown.
void Driver::Impl::recover_seat(Seat& place) {
    if (auto step = recover(place.job, policy_, now())) {
        place.job = std::move(step->job);
        take(place, std::move(*step));
    }
}

JobView Driver::Impl::view(const Seat& place) const {
    return {without_recordings(place.job), place.bytes_in_flight()};
}

}  // namespace understudy
