// What is asked for all jobs at once: the switches, the bandwidth, the order in which they come to their
// turn.
#include "core/marker.hpp"
#include "daemon/driver/impl.hpp"

namespace understudy {
namespace {

Problem still_loading() {
    return {503, "store-unavailable", "The stored jobs are being read",
            "nothing was changed; try again in a moment", ""};
}

}  // namespace

ControlsView Driver::Impl::controls_view() const {
    ControlsView view{switchboard_.in_force(), 0, bandwidth_.now()};
    for (const auto& [id, place] : seats_)
        for (const auto& [key, flight] : place->flights) view.purchases_under_way += flight.paid ? 1 : 0;
    return view;
}

void Driver::Impl::controls(Answer<ControlsView> answer) {
    answer_later([this, answer] {
        if (!switchboard_.known()) return answer(failure(still_loading()));
        answer(controls_view());
    });
}

void Driver::Impl::change_controls(ControlsChange change, Answer<ControlsView> answer) {
    // A pause counts without the disk, too.
    const bool pauses = paused_by({}, change, Time{}) != Controls{};
    if (outage_ && !pauses)
        return answer_later([answer, problem = outage_problem()] { answer(failure(problem)); });
    const Controls before = switchboard_.in_force();
    switchboard_.change(std::move(change), [this, before, answer](Result<Controls, Problem> kept) {
        if (!kept.ok()) return answer(failure(kept.error()));
        say_what_turned(before, kept.value());
        answer(controls_view());
    });
}

void Driver::Impl::say_what_turned(const Controls& before, const Controls& after) {
    const auto say = [this](const std::optional<Pause>& was, const std::optional<Pause>& is, const char* type,
                            const char* what) {
        if (was.has_value() == is.has_value()) return;
        ports_.notifier.noticed(type, is ? in_words(*is, what) : std::string(what) + " goes on");
    };
    say(before.spending, after.spending, "spending_switched", "all spending");
    say(before.uploading, after.uploading, "uploading_switched", "all uploading");
}

/// Something else counts than before.
void Driver::Impl::turned() {
    bandwidth_.apply(uploads_out_ > 0);
    if (switchboard_.uploading_paused())
        for (const auto& [id, place] : seats_) cancel_sending(*place);
    if (stopping_) return;
    pump_all();
    rearm();
}

void Driver::Impl::queue(std::size_t limit, Answer<QueueView> answer) {
    answer_later([this, limit, answer] {
        if (!switchboard_.known()) return answer(failure(still_loading()));
        QueueView view{line_.size(), {}};
        for (const QueuePlace& place : line_.in_order()) {
            if (view.first.size() == limit) break;
            const Seat& its = *find(place.job_id);
            if (!its.reloading) view.first.push_back({this->view(its), explained(its)});
        }
        answer(std::move(view));
    });
}

/// Where a job is moved to is reckoned when it moves: the line may have changed since it was asked.
std::optional<Problem> Driver::Impl::find_place(const Seat& seat, Command& command) {
    auto* move = std::get_if<MoveCommand>(&command);
    if (!move || at_rest(seat.job)) return std::nullopt;
    const std::string now_made = make_job_id(ports_.clock.wall(), ~std::uint64_t{0}, ~std::uint64_t{0});
    auto key = line_.key_for(seat.job, *move, key_by_age(now_made));
    if (!key.ok()) return key.error();
    move->key = std::move(key.value());
    return std::nullopt;
}

}  // namespace understudy
