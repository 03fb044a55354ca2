#include "daemon/api/event_hub.hpp"

#include <algorithm>

#include "daemon/api/awaiting.hpp"

namespace understudy::api {

namespace {

constexpr std::size_t page = 500;
constexpr std::chrono::seconds pause_when_reading_fails{1};

using SteadyClock = std::chrono::steady_clock;

Duration steady_now() { return std::chrono::duration_cast<Duration>(SteadyClock::now().time_since_epoch()); }

}  // namespace

EventHub::Place::Place(EventHub& hub, net::ServerExchange& exchange, std::string job_id)
    : hub_(hub), exchange_(exchange), job_id_(std::move(job_id)) {
    hub_.places_.push_back(this);
}

EventHub::Place::~Place() {
    std::erase(hub_.places_, this);
    if (hub_.places_.empty()) hub_.wake_.notify();
}

void EventHub::Place::end() {
    over_ = true;
    hub_.moved_.notify();
}

EventHub::EventHub(asio::any_io_executor executor, Desk& desk)
    : desk_(desk), moved_(executor), wake_(executor), group_(executor) {}

void EventHub::stop() {
    stopping_ = true;
    for (Place* place : std::vector(places_)) {
        if (place->writing_) place->exchange_.reset();
        place->end();
    }
}

void EventHub::follow_from(const std::shared_ptr<EventHub>& hub, std::int64_t newest) {
    if (hub->tail_) return;
    hub->tail_.emplace(newest);
    hub->grew_ = true;
    hub->lookout_ = hub->desk_.watch_changes([hub = hub.get()](const Change& change) { hub->told(change); });
    for (const JobProgress& progress : hub->desk_.progress()) hub->touch(progress.job_id);
    hub->group_.spawn(follow(hub));
}

/// However following ends: a stream that is left, because something was thrown, ends too and comes again.
struct EventHub::Following {
    std::shared_ptr<EventHub> hub;
    ~Following() {
        for (Place* place : hub->places_) place->end();
        hub->lookout_.reset();
        hub->tail_.reset();
        hub->board_ = {};
    }
};

/// As long as there is a stream.
asio::awaitable<void> EventHub::follow(std::shared_ptr<EventHub> hub) {
    co_await asio::this_coro::throw_if_cancelled(false);
    const Following following{hub};
    const auto look = [&desk = hub->desk_](std::string_view job_id) { return desk.progress_of(job_id); };
    while (!hub->places_.empty()) {
        if (hub->read_due()) co_await hub->read_on();
        if (hub->board_.settle(steady_now(), look)) hub->moved_.notify();
        if (hub->read_due() || hub->places_.empty()) continue;
        const auto deadline = hub->next_due();
        co_await hub->wake_.wait(deadline);
    }
}

bool EventHub::read_due() const {
    return grew_ && (!read_again_at_ || *read_again_at_ <= SteadyClock::now());
}

SteadyClock::time_point EventHub::next_due() const {
    auto due = grew_ && read_again_at_ ? *read_again_at_ : SteadyClock::time_point::max();
    if (const auto board_due = board_.next_due()) due = std::min(due, SteadyClock::time_point(*board_due));
    return due;
}

asio::awaitable<void> EventHub::read_on() {
    grew_ = false;
    Asking<std::vector<HistoryEvent>> ask = [this](Answer<std::vector<HistoryEvent>> answer) {
        desk_.events({"", tail_->end(), page}, std::move(answer));
    };
    const auto events = co_await answer_to<std::vector<HistoryEvent>>(std::move(ask));
    if (!events) {
        grew_ = true;
        read_again_at_ = SteadyClock::now() + pause_when_reading_fails;
        co_return;
    }
    read_again_at_.reset();
    for (const HistoryEvent& event : *events) tail_->add(event);
    grew_ |= events->size() >= page;
    if (!events->empty()) moved_.notify();
}

/// In the middle of the driver's work: takes note, and no more.
void EventHub::told(const Change& change) {
    if (change.what == Change::What::history) {
        grew_ = true;
        wake_.notify();
    }
    touch(change.job_id);
    if (change.what != Change::What::removed) return;
    for (Place* place : places_)
        if (place->job_id_ == change.job_id) place->end();
}

void EventHub::touch(std::string_view job_id) {
    if (board_.touch(job_id, steady_now())) wake_.notify();
}

}  // namespace understudy::api
