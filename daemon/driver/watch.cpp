// One complete listing a round serves every training: N/100 requests, not N. The same listing shows what
// should not be there.
#include <algorithm>
#include <map>
#include <tuple>

#include "core/backoff.hpp"
#include "core/cloud_status.hpp"
#include "core/marker.hpp"
#include "daemon/driver/landing.hpp"

namespace understudy {
namespace {

bool knows(const Job& job, const std::string& nonce) {
    return std::any_of(job.intents.begin(), job.intents.end(),
                       [&](const Intent& intent) { return intent.nonce == nonce; });
}

}  // namespace

void Driver::Impl::watch_round() {
    round_ = ports_.cloud.list_fine_tunes([this](Outcome<std::vector<CloudFineTune>> outcome) {
        through_gate<std::vector<CloudFineTune>>(std::move(outcome),
                                                 [this](auto judged) { listed(std::move(judged)); });
    });
}

void Driver::Impl::listed(Outcome<std::vector<CloudFineTune>> outcome) {
    round_.reset();
    if (stopping_) return stop_if_done();
    if (outcome.ok()) {
        rounds_failed_ = 0;
        next_round_ = ports_.clock.steady() + policy_.poll_interval;
        compare_with_listing(outcome.value());
        look_for_late_arrivals(outcome.value());
    } else {
        rounds_failed_ += 1;
        const Duration wait =
            wait_after(rounds_failed_, outcome.error().retry_after, policy_, ports_.entropy.dice());
        next_round_ =
            ports_.clock.steady() + std::max(wait, std::min(policy_.first_wait, policy_.poll_interval));
    }
    rearm();
}

void Driver::Impl::compare_with_listing(const std::vector<CloudFineTune>& listing) {
    std::unordered_map<std::string_view, const CloudFineTune*> by_id;
    for (const CloudFineTune& fine_tune : listing) by_id.emplace(fine_tune.id, &fine_tune);
    const std::vector<std::string> watching(watching_.begin(), watching_.end());
    for (const std::string& job_id : watching) {
        Seat* place = find(job_id);
        const auto* training = place ? std::get_if<Training>(&place->job.state) : nullptr;
        if (!training || training->step != TrainingStep::watching) continue;
        const auto seen = by_id.find(training->fine_tune_id);
        if (seen == by_id.end()) {
            fetch_missing(*place, training->fine_tune_id);
        } else if (seen->second->status != training->cloud_status || place->job.hold ||
                   place->job.run.missing > 0) {
            happen(job_id, FineTuneSeen{*seen->second});
        }
    }
}

/// Absence from a list proves nothing: the cloud is asked by id.
void Driver::Impl::fetch_missing(Seat& seat, const std::string& fine_tune_id) {
    const std::string key = "get";
    if (seat.flights.contains(key)) return;
    Flight flight;
    flight.call = ports_.cloud.get_fine_tune(
        fine_tune_id,
        landing<CloudFineTune>(seat.job.id, key, [](Outcome<CloudFineTune> outcome) -> Happening {
            if (outcome.ok()) return FineTuneSeen{std::move(outcome.value())};
            return FineTuneUnseen{std::move(outcome.error())};
        }));
    seat.flights.emplace(key, flight);
}

/// Two live fine-tunes of one attempt are reported once.
void Driver::Impl::look_for_late_arrivals(const std::vector<CloudFineTune>& listing) {
    std::map<std::pair<std::string, int>, const CloudFineTune*> live;
    for (const CloudFineTune& fine_tune : listing) {
        const auto marker = marker_of(fine_tune.description);
        if (!marker) continue;
        if (!cloud_says_failed(fine_tune.status)) {
            const auto [first, alone] = live.emplace(std::pair{marker->job_id, marker->attempt}, &fine_tune);
            if (!alone && seen_fine_tunes_.insert("twice:" + fine_tune.id).second)
                ports_.notifier.noticed(
                    "orphan", "two live fine-tunes of one attempt stand in the cloud: " + first->second->id +
                                  " and " + fine_tune.id + " of " + marker->job_id);
        }
        if (seen_fine_tunes_.insert(fine_tune.id).second) look_at_stranger(fine_tune);
    }
}

/// Seen for the first time in this process: is it known, or the late arrival of an intent that was given up,
/// or an orphan?
void Driver::Impl::look_at_stranger(const CloudFineTune& fine_tune) {
    const Marker marker = *marker_of(fine_tune.description);
    ports_.store.find_intent(marker.nonce, [this, fine_tune, marker](auto result) {
        if (!result.ok()) return void(seen_fine_tunes_.erase(fine_tune.id));
        const auto& found = result.value();
        if (!found) return report_stranger(fine_tune.id, marker);
        if (found->second.status == IntentStatus::open || found->second.status == IntentStatus::unknown)
            return void(seen_fine_tunes_.erase(fine_tune.id));
        if (found->second.status != IntentStatus::voided) return;
        with_seat(found->first, [this, fine_tune](Result<Seat*, Problem> place) {
            if (place.ok()) happen((*place)->job.id, LateArrival{fine_tune});
        });
    });
}

/// No stored intent explains it. The job itself may just have adopted it; else a copy of this database, or a
/// later state of it, bought it.
void Driver::Impl::report_stranger(const std::string& fine_tune_id, const Marker& marker) {
    const auto report = [this, fine_tune_id, marker](const std::string& words) {
        ports_.notifier.noticed("orphan", "fine-tune " + fine_tune_id + " carries our marker, but " + words);
    };
    const std::string of_a_copy = "its job " + marker.job_id +
                                  " did not begin it: was it bought by a copy of this database, or after the "
                                  "backup that was restored?";
    if (const Seat* place = find(marker.job_id)) {
        if (!knows(place->job, marker.nonce)) report(of_a_copy);
        return;
    }
    ports_.store.load_job(marker.job_id, [=, this](Result<Job, StoreTrouble> job) {
        if (!job.ok() && job.error().kind != StoreTrouble::Kind::not_found)
            return void(seen_fine_tunes_.erase(fine_tune_id));
        if (!job.ok()) return report("its job " + marker.job_id + " is not in this database");
        if (!knows(*job, marker.nonce)) report(of_a_copy);
    });
}

}  // namespace understudy
