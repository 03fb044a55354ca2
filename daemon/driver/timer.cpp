// One timer for everything that is due, from an index: idle means no wake-ups.
#include <algorithm>

#include "daemon/driver/impl.hpp"

namespace understudy {

void Driver::Impl::wake_seat_at(Seat& seat, std::optional<Duration> at) {
    if (seat.save_at && (!at || *seat.save_at < *at)) at = seat.save_at;
    if (seat.wake_at == at) return;
    if (seat.wake_at) wakes_.erase({*seat.wake_at, seat.job.id});
    seat.wake_at = at;
    if (at) wakes_.emplace(*at, seat.job.id);
}

void Driver::Impl::rearm() {
    std::optional<Duration> at;
    const auto also = [&](std::optional<Duration> due) {
        if (due && (!at || *due < *at)) at = due;
    };
    if (!wakes_.empty()) also(wakes_.begin()->first);
    if (!stopping_) {
        if (!watching_.empty() && !round_ && gate_.open()) also(next_round_);
        if (!probe_) also(gate_.probe_at());
        also(funds_try_at_);
        also(treasury_.due_at());
        also(load_again_at_);
        also(store_due_at());
        also(checkup_due_at());
        also(preflights_.next_due());
        if (uploads_out_ > 0) also(bandwidth_.due_at());
    }
    also(grace_ends_);
    if (!at) return ports_.clock.sleep();
    ports_.clock.wake_at(*at, [this] { due(); });
}

void Driver::Impl::due() {
    const Duration steady = ports_.clock.steady();
    while (!wakes_.empty() && wakes_.begin()->first <= steady) {
        const std::string job_id = wakes_.begin()->second;
        Seat& place = *find(job_id);
        const bool save_due = place.save_at && *place.save_at <= steady;
        if (save_due) place.save_at.reset();
        wakes_.erase(wakes_.begin());
        place.wake_at.reset();
        if (save_due) send_commit(place);
        wake_seat_at(place, std::nullopt);  // what is to be written later: a stop asks the job no more
        pump(job_id);
    }
    if (grace_ends_ && *grace_ends_ <= steady) grace_over();
    if (stopping_) return stop_if_done(), rearm();
    checkup_due(steady);
    if (load_again_at_ && *load_again_at_ <= steady) load_again();
    store_due(steady);
    preflights_.forget_old();
    if (uploads_out_ > 0 && bandwidth_.due_at() && *bandwidth_.due_at() <= steady) bandwidth_.apply(true);
    if (!probe_ && gate_.probe_at() && *gate_.probe_at() <= steady) probe_key();
    if (funds_try_at_ && *funds_try_at_ <= steady) try_funds();
    if (treasury_.due_at() && *treasury_.due_at() <= steady) try_budget("the budget has room again");
    if (!watching_.empty() && !round_ && gate_.open() && next_round_ <= steady) watch_round();
    rearm();
}

}  // namespace understudy
