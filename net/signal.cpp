#include "net/signal.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace understudy::net {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

struct Registered {
    Registered(std::shared_ptr<std::vector<asio::steady_timer*>> all, asio::steady_timer& timer)
        : all_(std::move(all)), timer_(timer) {
        all_->push_back(&timer_);
    }
    ~Registered() { std::erase(*all_, &timer_); }
    std::shared_ptr<std::vector<asio::steady_timer*>> all_;
    asio::steady_timer& timer_;
};

}  // namespace

asio::awaitable<void> Signal::wait(std::chrono::steady_clock::time_point deadline) {
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) co_return;
    asio::steady_timer timer(executor_, deadline);
    const Registered registered(waiting_, timer);
    co_await timer.async_wait(as_result);
}

void Signal::notify() {
    for (asio::steady_timer* timer : *waiting_) timer->cancel();
}

}  // namespace understudy::net
