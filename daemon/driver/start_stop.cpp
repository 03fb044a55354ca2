// The beginning: every job at work is read and asked what it needs. The end: nothing new, and nothing cut
// that costs.
#include <algorithm>

#include "core/words.hpp"
#include "daemon/driver/impl.hpp"

namespace understudy {

void Driver::Impl::start(std::function<void()> on_ready) {
    on_ready_ = std::move(on_ready);
    load_all();
}

void Driver::Impl::load_all() {
    treasury_.load([this](Result<Nothing, StoreTrouble> books) {
        // Nothing is bought on books that do not make sense; all else goes on, and the audit says so, too.
        const bool damaged = !books.ok() && books.error().kind == StoreTrouble::Kind::corrupt;
        if (damaged) ports_.notifier.noticed("store_corrupt", books.error().what + "; nothing is bought");
        if (!books.ok() && !damaged) return loaded(failure(books.error()));
        ports_.store.load_active(
            [this](Result<Store::Active, StoreTrouble> active) { loaded(std::move(active)); });
    });
}

void Driver::Impl::loaded(Result<Store::Active, StoreTrouble> active) {
    if (stopping_) return;
    if (!active.ok()) {
        store_fails("the jobs cannot be read: " + active.error().what);
        load_again_at_ = ports_.clock.steady() + seconds{1} * (1 << std::min(loads_failed_++, 5));
        return rearm();
    }
    switchboard_.loaded(std::move(active->controls));
    bandwidth_.apply(false);
    for (const auto& [job_id, what] : active->corrupt) look_again(job_id, what);
    for (Job& job : active->jobs)  // one that was submitted meanwhile has its seat already
        if (!find(job.id)) recover_seat(seat(std::move(job)));
    store_works();
    try_holds_anew("the daemon was started anew");
    pump_all();
    ready_ = true;
    audit_store();
    rearm();
    if (on_ready_) std::exchange(on_ready_, nullptr)();
}

/// A row that does not make sense may have been read wrong: once more, before it is left alone.
void Driver::Impl::look_again(const std::string& job_id, const std::string& what) {
    ports_.store.load_job(job_id, [this, job_id, what](Result<Job, StoreTrouble> job) {
        if (!job.ok())
            return ports_.notifier.noticed("store_corrupt",
                                           job_id + " cannot be read and is left alone: " + what);
        if (!find(job_id)) recover_seat(seat(std::move(job.value())));
        pump(job_id);
    });
}

/// A row that could not be read is read again in a while.
void Driver::Impl::load_later(const std::string& job_id) {
    load_again_.insert(job_id);
    if (!load_again_at_) load_again_at_ = ports_.clock.steady() + seconds{5};
    rearm();
}

void Driver::Impl::load_again() {
    load_again_at_.reset();
    if (!ready_) return load_all();
    for (const std::string& job_id : std::exchange(load_again_, {})) {
        const Seat* place = find(job_id);
        if (!place)
            seat_if_stored(job_id);
        else if (place->reloading)
            reload(job_id);
        else
            pump(job_id);
    }
}

/// A new job whose first commit failed and may have reached the disk all the same: nobody was told yes, but
/// if it is there it is cared for like any other.
void Driver::Impl::seat_if_stored(const std::string& job_id) {
    ports_.store.load_job(job_id, [this, job_id](Result<Job, StoreTrouble> job) {
        if (stopping_) return;
        if (!job.ok() && job.error().kind == StoreTrouble::Kind::unavailable) return load_later(job_id);
        if (!job.ok()) return;
        if (!find(job_id)) recover_seat(seat(std::move(job.value())));
        tell(Change::What::history, job_id);
        pump(job_id);
    });
}

void Driver::Impl::stop(Duration grace, std::function<void()> on_stopped) {
    stopping_ = true;
    on_stopped_ = std::move(on_stopped);
    grace_ends_ = ports_.clock.steady() + grace;
    for (const auto& [id, place] : seats_)
        for (const auto& [key, flight] : place->flights)
            if (flight.call && !flight.paid) ports_.cloud.cancel(*flight.call);
    if (probe_) ports_.cloud.cancel(*probe_);
    if (round_) ports_.cloud.cancel(*round_);
    drop_checkup();
    rearm();
    stop_if_done();
}

void Driver::Impl::grace_over() {
    grace_ends_.reset();
    for (const auto& [id, place] : seats_)
        for (const auto& [key, flight] : place->flights)
            if (flight.call) ports_.cloud.cancel(*flight.call);
}

/// Done when no cloud call is under way and everything is on the disk, or the disk does not take it: what is
/// not written then is an open intent at worst, which the next start looks for.
void Driver::Impl::stop_if_done() {
    if (!on_stopped_ || probe_ || round_ || checkup_calls_ > 0) return;
    const bool busy = std::any_of(seats_.begin(), seats_.end(), [this](const auto& entry) {
        const Seat& place = *entry.second;
        const bool calls = std::any_of(place.flights.begin(), place.flights.end(),
                                       [](const auto& flight) { return flight.second.call.has_value(); });
        return calls || (store_usable() && !place.durable());
    });
    if (busy) return;
    ports_.clock.sleep();
    std::exchange(on_stopped_, nullptr)();
}

void Driver::Impl::reconfigure(Policy policy) {
    policy_ = std::move(policy);
    bandwidth_.apply(uploads_out_ > 0);
    probe_anew_ = probe_.has_value();  // what it hears is said of the key from before
    gate_.probe_now(now());
    try_holds_anew("the configuration was reloaded");
    pump_all();
    rearm();
}

DriverStatus Driver::Impl::status() const {
    DriverStatus status;
    status.ready = ready_;
    status.store_outage = outage_;
    if (const auto next_try = ready_ ? store_due_at() : load_again_at_; next_try && outage_)
        status.store_outage->next_try = ports_.clock.wall() + (*next_try - ports_.clock.steady());
    status.credentials_refused = gate_.key_refused();
    status.paused = switchboard_.pauses();
    if (gate_.shut_since() && !gate_.key_refused())
        status.cloud_down_for = ports_.clock.steady() - *gate_.shut_since();
    if (!watching_.empty() && !round_ && gate_.open() && !stopping_)
        status.next_look = ports_.clock.wall() + (next_round_ - ports_.clock.steady());
    status.sending = static_cast<std::size_t>(std::max(uploads_out_, 0));
    for (const auto& [id, place] : seats_) {
        const Job& job = place->job;
        status.uploading += std::holds_alternative<Uploading>(job.state) ? 1 : 0;
        status.training += std::holds_alternative<Training>(job.state) ? 1 : 0;
        status.held += job.hold ? 1 : 0;
        status.waiting +=
            std::holds_alternative<Failed>(job.state) || std::holds_alternative<Draft>(job.state) ? 1 : 0;
    }
    return status;
}

}  // namespace understudy
