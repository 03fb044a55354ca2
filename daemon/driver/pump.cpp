// Ask the core what a job needs; begin what it names; when something happened, tell the core and ask again.
#include <algorithm>

#include "core/marker.hpp"
#include "daemon/driver/impl.hpp"

namespace understudy {

void Driver::Impl::happen(const std::string& job_id, Happening happening) {
    Seat* place = find(job_id);
    if (!place) return;
    happen_to(*place, std::move(happening));
    pump(job_id);
}

void Driver::Impl::happen_to(Seat& seat, Happening happening) {
    if (seat.reloading) return seat.while_reloading.push_back(std::move(happening));
    const std::string job_id = seat.job.id;
    const bool bought_before = bought(seat.job);
    try {
        Step step = apply(std::move(seat.job), std::move(happening), policy_, now());
        seat.job = std::move(step.job);
        take(seat, std::move(step));
        keep_books(seat, bought_before);
    } catch (const BrokenInvariant& broken) {
        quarantine(job_id, broken.what());
    }
}

/// `step.job` is in the seat already. Merges what changed into what is to be saved.
void Driver::Impl::take(Seat& seat, Step step) {
    if (!step.changed) return;
    seat.unsaved.any = true;
    seat.unsaved.all_recordings |= step.all_recordings;
    seat.unsaved.recordings.insert(step.recordings.begin(), step.recordings.end());
    std::move(step.events.begin(), step.events.end(), std::back_inserter(seat.unsaved.events));
    if (treasury_.enter(step.movements)) credits_came_back_ = true;
    std::move(step.movements.begin(), step.movements.end(), std::back_inserter(seat.unsaved.movements));
    save(seat);
}

void Driver::Impl::keep_books(Seat& seat, bool bought_before) {
    slot_freed_ |= bought_before && !bought(seat.job);
    const auto* training = std::get_if<Training>(&seat.job.state);
    if (!training || training->step != TrainingStep::watching) watching_.erase(seat.job.id);
    if (seat.job.hold && seat.job.hold->reason == HoldReason::funds && !funds_try_at_)
        funds_try_at_ = ports_.clock.steady() + policy_.funds_retry;
    if (seat.job.hold && seat.job.hold->reason == HoldReason::budget) treasury_.wait_for_room();
    if (!needs_recordings(seat.job) && seat.job.recordings_loaded) {
        seat.job.recordings_loaded = false;  // their rows are saved from here: see send_commit
        if (!seat.unsaved.all_recordings && seat.unsaved.recordings.empty()) seat.job.recordings = {};
    }
    if (stands_in_line(seat.job))
        line_.stand(seat.job);
    else
        line_.leave(seat.job.id);
    const bool uploads = std::holds_alternative<Uploading>(seat.job.state);
    if (seat.job.hold || seat.job.cancel_wished || !uploads) cancel_sending(seat);
}

void Driver::Impl::cancel_sending(Seat& seat) {
    for (const auto& [key, flight] : seat.flights)
        if (flight.kind == Flight::Kind::upload && flight.call) ports_.cloud.cancel(*flight.call);
}

void Driver::Impl::pump(const std::string& job_id) {
    Seat* place = find(job_id);
    if (!place) return;
    if (stopping_) return stop_if_done();
    if (!place->reloading) ask(*place);
    retire_if_at_rest(job_id);
    if (std::exchange(credits_came_back_, false)) try_budget("credits came back");
    feed();
    hand_out_slots();
    rearm();
}

void Driver::Impl::pump_all() {
    std::vector<std::string> ids = line_.ids();
    ids.reserve(seats_.size());
    for (const auto& [id, place] : seats_)
        if (!line_.has(id)) ids.push_back(id);
    for (const std::string& id : ids) pump(id);
}

void Driver::Impl::ask(Seat& seat) {
    const std::string job_id = seat.job.id;
    try {
        Plan wanted = plan(seat);
        while (begin_local(seat, wanted)) wanted = plan(seat);
        if (seat.reloading) return;
        wake_seat_at(seat, wanted.wake_at);
        begin(seat, wanted);
    } catch (const BrokenInvariant& broken) {
        quarantine(job_id, broken.what());
    }
}

Plan Driver::Impl::plan(Seat& seat) {
    for (;;) {
        const bool bought_before = bought(seat.job);
        auto step = advance(seat.job, policy_, now());
        if (!step) return next(seat.job, policy_, now());
        seat.job = std::move(step->job);
        take(seat, std::move(*step));
        keep_books(seat, bought_before);
    }
}

/// What needs nobody else: recording an intent with a fresh nonce; being held because the gate is shut to
/// everyone.
bool Driver::Impl::begin_local(Seat& seat, const Plan& wanted) {
    for (const Action& action : wanted.actions) {
        if (sends(action) && gate_.key_refused() && !seat.job.hold) {
            happen_to(seat, Blocked{*gate_.shut_by()});
            return !seat.reloading;
        }
        if (std::holds_alternative<IntendDataset>(action) && gate_.open() && store_usable() &&
            !paused(action)) {
            happen_to(seat, DatasetIntended{base32(ports_.entropy.bits())});
            return !seat.reloading;
        }
    }
    return false;
}

namespace {

/// What makes something is under way already: no pause brings it back.
bool has_begun(const Action& action, const Seat& seat) {
    const bool creates =
        std::holds_alternative<CreateDataset>(action) || std::holds_alternative<CreateFineTune>(action);
    return creates && std::any_of(seat.flights.begin(), seat.flights.end(), [](const auto& flight) {
               return flight.second.kind == Flight::Kind::create;
           });
}

}  // namespace

void Driver::Impl::begin(Seat& seat, const Plan& wanted) {
    seat.to_upload.clear();
    seat.wants_slot = seat.paused = false;
    for (const Action& action : wanted.actions) {
        seat.paused |= paused(action) && !has_begun(action, seat);
        if (const auto* upload = std::get_if<UploadFile>(&action))
            seat.to_upload.push_back(upload->position);
        else if (admit(seat, action))
            perform(seat, action);
    }
    if (seat.to_upload.empty())
        uploading_.leave(seat.job.id);
    else
        uploading_.stand(seat.job);
}

bool Driver::Impl::paused(const Action& action) const {
    return (spends(action) && switchboard_.spending_paused()) ||
           (uploads(action) && switchboard_.uploading_paused());
}

bool Driver::Impl::admit(Seat& seat, const Action& action) {
    if (std::holds_alternative<Watch>(action) || std::holds_alternative<Measure>(action)) return true;
    if (std::holds_alternative<LoadRecordings>(action)) return seat.durable();
    if (std::holds_alternative<IntendDataset>(action) || !gate_.open() || paused(action)) return false;
    if (needs_durable(action) && !seat.durable()) return false;
    if (sends(action) && !store_usable()) return false;
    if (spends(action) && (!treasury_.known() || !found_sound())) return false;
    if (!std::holds_alternative<CheckBeforeSpend>(action) || policy_.max_concurrent == 0) return true;
    seat.wants_slot =
        trainings_bought() + checks_out_ >= policy_.max_concurrent && !seat.flights.contains("check");
    return !seat.wants_slot;
}

}  // namespace understudy
