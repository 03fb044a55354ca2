#include "emulator/waits.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace understudy::emulator {

namespace asio = boost::asio;

namespace {
/// A timer in a set for as long as it lives, also when its coroutine is destroyed in mid-wait.
struct Registered {
    std::set<asio::steady_timer*>& timers;
    asio::steady_timer timer;
    Registered(std::set<asio::steady_timer*>& all, const asio::any_io_executor& executor)
        : timers(all), timer(executor) {
        timers.insert(&timer);
    }
    ~Registered() { timers.erase(&timer); }
    Registered(const Registered&) = delete;
    Registered& operator=(const Registered&) = delete;
};
}  // namespace

asio::awaitable<void> Waits::pause(Duration duration) {
    if (duration <= Duration::zero() || ended_) co_return;
    Registered registered(timers_, executor_);
    registered.timer.expires_after(duration);
    auto token = asio::as_tuple(asio::use_awaitable);
    co_await registered.timer.async_wait(token);
}

void Waits::end_all() {
    ended_ = true;
    for (auto* timer : timers_) timer->cancel();
}

}  // namespace understudy::emulator
