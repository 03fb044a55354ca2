#include "daemon/api/event_stream.hpp"

#include <boost/asio/this_coro.hpp>
#include <exception>

#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/event_frames.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"

namespace understudy::api {

namespace {

using SteadyClock = std::chrono::steady_clock;
using Events = std::vector<HistoryEvent>;

constexpr std::chrono::seconds longest_silence{15}, pause_when_reading_fails{1};
constexpr std::size_t bytes_at_once = 32u << 10, page = 100;

Problem too_many_streams() {
    return {503, "too-many-streams", "Too many streams of events",
            std::to_string(EventHub::most_streams) +
                " are open, which is the most. Close those that nobody reads, or read the history in pages.",
            ""};
}

net::Response stream_head() {
    net::Response head = empty_answer(200);
    head.headers.set("Content-Type", "text/event-stream");
    head.headers.set("X-Accel-Buffering", "no");  // a proxy is not to collect it
    return head;
}

class EventStream {
  public:
    EventStream(EventHub& hub, Desk& desk, net::ServerExchange& exchange, EventHub::Place& place)
        : hub_(hub), desk_(desk), exchange_(exchange), place_(place) {}

    /// Where it starts, once that is known; the refusal otherwise.
    asio::awaitable<std::optional<Problem>> find_start(std::optional<std::int64_t> last_event_id,
                                                       std::int64_t newest);
    asio::awaitable<void> run();

  private:
    asio::awaitable<Asked<Events>> read(std::size_t limit);
    asio::awaitable<std::string> next_frames();
    asio::awaitable<std::string> frames_from_store();
    asio::awaitable<void> write(std::string text);

    EventHub& hub_;
    Desk& desk_;
    net::ServerExchange& exchange_;
    EventHub::Place& place_;
    std::int64_t position_ = 0;  ///< everything up to this id was told
    std::uint64_t version_ = 0;  ///< of the board
    SteadyClock::time_point silent_until_{};
    bool broken_ = false;
};

asio::awaitable<Asked<Events>> EventStream::read(std::size_t limit) {
    Asking<Events> ask = [this, limit](Answer<Events> answer) {
        desk_.events({place_.job_id(), position_, limit}, std::move(answer));
    };
    Asked<Events> events = co_await answer_to<Events>(std::move(ask));
    co_return std::move(events);
}

asio::awaitable<std::optional<Problem>> EventStream::find_start(std::optional<std::int64_t> last_event_id,
                                                                std::int64_t newest) {
    // An id from the future is one from before an older backup was restored.
    position_ = std::min(last_event_id.value_or(place_.job_id().empty() ? newest : 0), newest);
    if (place_.job_id().empty()) co_return std::nullopt;
    const Asked<Events> first = co_await read(1);  // is there such a job?
    if (!first) co_return first.error();
    co_return std::nullopt;
}

asio::awaitable<void> EventStream::run() {
    std::string text = opening_frame(position_);
    while (!broken_ && !place_.over()) {
        if (!text.empty()) co_await write(std::move(text));
        if (broken_ || place_.over()) break;  // while it wrote: there may be no tail any more
        text = co_await next_frames();
    }
    if (!broken_) co_await exchange_.finish();
}

asio::awaitable<void> EventStream::write(std::string text) {
    silent_until_ = SteadyClock::now() + longest_silence;
    place_.write_under_way(true);
    const auto bytes = std::as_bytes(std::span(text));
    const bool written = co_await exchange_.write(bytes);
    place_.write_under_way(false);
    broken_ = !written;
}

/// What there is to be told; waits where there is nothing.
asio::awaitable<std::string> EventStream::next_frames() {
    if (!hub_.tail().reaches(position_)) {
        std::string frames = co_await frames_from_store();
        co_return std::move(frames);
    }
    std::string frames = hub_.tail().take(position_, place_.job_id(), bytes_at_once);
    frames += hub_.board().take(version_, place_.job_id(), bytes_at_once);
    if (!frames.empty() || place_.over() || broken_) co_return std::move(frames);
    co_await hub_.moved().wait(silent_until_);
    co_return SteadyClock::now() < silent_until_ ? std::string() : std::string(heartbeat_frame);
}

asio::awaitable<std::string> EventStream::frames_from_store() {
    const std::int64_t end = hub_.tail().end();
    const Asked<Events> events = co_await read(page);
    std::string frames;
    if (!events) {
        if (events.error().status == 404) place_.end();
        const auto deadline = SteadyClock::now() + pause_when_reading_fails;
        if (!place_.over()) co_await hub_.moved().wait(deadline);
        co_return std::move(frames);
    }
    for (const HistoryEvent& event : *events) {
        frames += history_frame(event);
        position_ = event.id;
    }
    if (events->size() < page) position_ = std::max(position_, end);
    co_return std::move(frames);
}

/// With a place taken.
asio::awaitable<void> answer_with_stream(std::shared_ptr<EventHub> hub, Desk& desk,
                                         net::ServerExchange& exchange, EventHub::Place& place,
                                         std::optional<std::int64_t> last_event_id) {
    Asking<std::int64_t> ask = [&desk](Answer<std::int64_t> answer) { desk.newest_event(std::move(answer)); };
    const Asked<std::int64_t> newest = co_await answer_to<std::int64_t>(std::move(ask));
    std::optional<Problem> refusal;
    if (!newest) refusal = newest.error();
    EventStream stream(*hub, desk, exchange, place);
    if (!refusal) {
        EventHub::follow_from(hub, *newest);
        refusal = co_await stream.find_start(last_event_id, *newest);
    }
    if (refusal) {
        net::Response response = to_response(*refusal);
        co_await exchange.respond(std::move(response));
        co_return;
    }
    net::Response head = stream_head();
    const bool begun = co_await exchange.begin(std::move(head));
    if (!begun) co_return;
    if (exchange.request().method == "HEAD")
        co_await exchange.finish();
    else
        co_await stream.run();
}

asio::awaitable<void> end_when_hung_up(net::ServerExchange& exchange, EventHub::Place& place) {
    co_await exchange.hung_up();
    place.end();
}

}  // namespace

asio::awaitable<void> stream_events(std::shared_ptr<EventHub> hub, Desk& desk, net::ServerExchange& exchange,
                                    Call call) {
    co_await asio::this_coro::throw_if_cancelled(false);
    const auto start = read_stream_start(call.head);
    std::optional<Problem> refusal;
    if (!start) refusal = start.error();
    if (!refusal && hub->full()) refusal = too_many_streams();
    if (!refusal && hub->stopping()) refusal = stopping();
    if (refusal) {
        net::Response response = to_response(*refusal);
        co_await exchange.respond(std::move(response));
        co_return;
    }
    EventHub::Place place(*hub, exchange, call.job_id);
    const auto executor = co_await asio::this_coro::executor;
    net::TaskGroup listening(executor);
    listening.spawn(end_when_hung_up(exchange, place));
    std::exception_ptr trouble;
    try {
        co_await answer_with_stream(hub, desk, exchange, place, *start);
    } catch (...) {
        trouble = std::current_exception();  // thrown on below, once nobody uses the place any more
    }
    listening.cancel();
    co_await listening.join();
    if (trouble) std::rethrow_exception(trouble);
}

}  // namespace understudy::api
