// The cloud's gate, and the holds that end when a probe gets through or credits may be there again.
#include "core/stepper.hpp"
#include "daemon/driver/landing.hpp"

namespace understudy {

void Driver::Impl::gate_saw(const Trouble* trouble) {
    const auto change = gate_.saw(trouble, policy_, now());
    if (change == CloudGate::Change::none || stopping_) return;
    if (change == CloudGate::Change::shut) {
        ports_.notifier.noticed(
            gate_.key_refused() ? "key_refused" : "cloud_away",
            in_words("no job asks the cloud until a probe gets through", *gate_.shut_by()));
        if (gate_.key_refused() && ready_) pump_all();
        return rearm();
    }
    ports_.notifier.noticed("cloud_back", "the cloud answers and takes the key");
    release_all(HoldReason::credentials, "the key works");
    pump_all();
}

void Driver::Impl::probe_key() {
    probe_ = ports_.cloud.probe_key([this](Outcome<Nothing> outcome) {
        probe_.reset();
        // Only the probe may say of a 403 that it is the key.
        if (!outcome.ok() && outcome.error().kind == TroubleKind::forbidden)
            outcome.error().kind = TroubleKind::credentials;
        const Trouble* trouble = outcome.ok() ? nullptr : &outcome.error();
        for (const auto& tell : std::exchange(awaiting_probe_, {})) tell(trouble);
        gate_saw(trouble);
        if (stopping_) return stop_if_done();
        if (std::exchange(probe_anew_, false)) gate_.probe_now(now());
        rearm();
    });
}

void Driver::Impl::judge_forbidden(Trouble trouble, std::function<void(Trouble)> then) {
    if (stopping_) {
        trouble.kind = TroubleKind::cancelled;
        return then(std::move(trouble));
    }
    awaiting_probe_.push_back([trouble, then = std::move(then)](const Trouble* probe) mutable {
        if (!probe) {
            trouble.kind = TroubleKind::refused;
        } else {
            trouble.kind =
                probe->kind == TroubleKind::credentials ? TroubleKind::credentials : TroubleKind::transient;
        }
        then(std::move(trouble));
    });
    if (!probe_) probe_key();
}

void Driver::Impl::release_all(HoldReason reason, const std::string& cause) {
    std::vector<std::string> held;
    for (const auto& [id, place] : seats_)
        if (place->job.hold && place->job.hold->reason == reason) held.push_back(id);
    for (const std::string& id : held) happen(id, CauseGone{reason, cause});
}

/// What held a job may be cured: the key is tried by the next call (or by the probe, where the gate is shut),
/// credits by the oldest job that waits for them.
void Driver::Impl::try_holds_anew(const std::string& cause) {
    if (gate_.open()) release_all(HoldReason::credentials, cause);
    try_funds();
    try_budget(cause);
}

/// Credits may be there again: the first of the line that waits for them tries.
void Driver::Impl::try_funds() {
    funds_try_at_.reset();
    for (const QueuePlace& place : line_.in_order()) {
        const auto& hold = find(place.job_id)->job.hold;
        if (!hold || hold->reason != HoldReason::funds) continue;
        funds_try_at_ = ports_.clock.steady() + policy_.funds_retry;
        return happen(std::string(place.job_id), CauseGone{HoldReason::funds, "tried again"});
    }
}

/// In the order of the line, as many as the budget has room for; who is let go checks and asks again.
void Driver::Impl::try_budget(const std::string& cause) {
    treasury_.stop_waiting();
    if (!treasury_.known()) return;
    std::vector<const Job*> waiting;
    for (const QueuePlace& place : line_.in_order()) {
        const Job& job = find(place.job_id)->job;
        if (job.hold && job.hold->reason == HoldReason::budget) waiting.push_back(&job);
    }
    if (!waiting.empty()) treasury_.wait_for_room();
    for (const std::string& id : treasury_.who_may_buy(waiting))
        happen(id, CauseGone{HoldReason::budget, cause});
}

}  // namespace understudy
