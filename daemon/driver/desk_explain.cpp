// Why a job is where it is: its own reasons are the core's; what keeps it waiting with others is added here.
#include <algorithm>
#include <iterator>

#include "core/sentence.hpp"
#include "core/stepper.hpp"
#include "daemon/driver/impl.hpp"

namespace understudy {
namespace {

bool held_for(const Job& job, HoldReason reason) { return job.hold && job.hold->reason == reason; }

void add_outage(const StoreOutage& outage, Explanation& explanation) {
    explanation.why += std::string(" The database ") +
                       (outage.damaged ? "is damaged: " : "cannot be used: ") + outage.what + ".";
    explanation.next = outage.damaged ? "Nothing is sent until a backup is restored."
                                      : "It is tried again by itself; the job goes on when it is back.";
    explanation.next_at = std::nullopt;
    explanation.waits_for = WaitsFor::store;
}

void add_gate(const CloudGate& gate, Explanation& explanation) {
    explanation.why += in_words(" The cloud cannot be used now", *gate.shut_by());
    if (!explanation.why.ends_with('.')) explanation.why += ".";
    if (gate.key_refused())
        explanation.needs = "correct the API key and reload; the job goes on by itself when the key works";
    explanation.next = "The cloud is asked again by itself; the job goes on when it answers.";
    explanation.waits_for = gate.key_refused() ? WaitsFor::key : WaitsFor::cloud;
}

void add_pause(const Pause& pause, const std::string& what, WaitsFor waits_for, Explanation& explanation) {
    explanation.why += " " + in_words(pause, "All " + what) + ".";
    explanation.next = "It goes on when somebody lets all " + what + " go on.";
    explanation.needs = "understudy resume " + what;
    explanation.waits_for = waits_for;
}

}  // namespace

void Driver::Impl::explain(const std::string& job_id, Answer<Explanation> answer) {
    with_seat_later(job_id, [this, answer](Result<Seat*, Problem> place) {
        if (!place.ok()) return answer(failure(place.error()));
        answer(explained(**place));
    });
}

Explanation Driver::Impl::explained(const Seat& seat) {
    Explanation explanation = understudy::explain(seat.job, policy_, now());
    explanation.queue_position = line_.position_of(seat.job.id);
    add_shared_causes(seat, explanation);
    return explanation;
}

/// It has something to upload, and is not among the first that do.
bool Driver::Impl::waits_for_a_turn(const Seat& seat) const {
    const auto& line = uploading_.in_order();
    const auto its = line.find(place_of(seat.job));
    return its != line.end() && std::distance(line.begin(), its) >= std::max(policy_.parallel_jobs, 1);
}

/// What keeps a job waiting that is not the job's own: the cloud's gate, a person's switch, the limits, the
/// poll's time.
void Driver::Impl::add_shared_causes(const Seat& seat, Explanation& explanation) const {
    if (terminal(seat.job)) return;
    const auto wall_at = [this](Duration steady) {
        return ports_.clock.wall() + (steady - ports_.clock.steady());
    };
    const Controls& switched = switchboard_.in_force();
    if (held_for(seat.job, HoldReason::funds) && funds_try_at_) {
        explanation.next =
            "The first job in the queue that waits for credits or a slot tries again by itself.";
        explanation.next_at = wall_at(*funds_try_at_);
    } else if (held_for(seat.job, HoldReason::budget) && treasury_.known()) {
        const auto shortfall = treasury_.shortfall(seat.job);
        if (shortfall) explanation.next_at = shortfall->until;
        if (shortfall && shortfall->person) explanation.waits_for = WaitsFor::person;
        if (shortfall) explanation.why += " Of the budget: " + sentence(shortfall->words);
    } else if (held_for(seat.job, HoldReason::credentials) && gate_.probe_at()) {
        explanation.next = "The key is tried again by itself; the job goes on when it works.";
        explanation.next_at = wall_at(*gate_.probe_at());
    } else if (seat.job.hold) {
        return;
    } else if (outage_) {
        add_outage(*outage_, explanation);
    } else if (!gate_.open()) {
        add_gate(gate_, explanation);
        explanation.next_at = wall_at(*gate_.probe_at());
    } else if (seat.paused && switched.spending && std::holds_alternative<Training>(seat.job.state)) {
        add_pause(*switched.spending, "spending", WaitsFor::spending_paused, explanation);
    } else if (seat.paused && switched.uploading) {
        add_pause(*switched.uploading, "uploading", WaitsFor::uploading_paused, explanation);
    } else if (seat.wants_slot) {
        explanation.next = "It begins when one of the " + std::to_string(policy_.max_concurrent) +
                           " trainings that may go on at one time ends.";
        explanation.waits_for = WaitsFor::training_slot;
    } else if (waits_for_a_turn(seat)) {
        explanation.next = "Its files are sent when the jobs before it in the queue have sent theirs.";
        explanation.waits_for = WaitsFor::upload_turn;
    } else if (watching_.contains(seat.job.id) && !explanation.next_at) {
        explanation.next_at = wall_at(next_round_);
    }
}

}  // namespace understudy
