#include "cartesia/bandwidth_limit.hpp"

#include <boost/asio/this_coro.hpp>

namespace understudy::cartesia {

using std::chrono::steady_clock;

BandwidthLimit::BandwidthLimit(asio::any_io_executor executor, std::uint64_t bytes_per_second)
    : bucket_(bytes_per_second),
      limited_(bytes_per_second > 0),
      queue_(executor, 1, microseconds(0)),
      changed_(executor) {}

Duration BandwidthLimit::now() const {
    return std::chrono::duration_cast<Duration>(steady_clock::now() - begin_);
}

void BandwidthLimit::set(std::uint64_t bytes_per_second) {
    bucket_.set_rate(bytes_per_second, now());
    limited_ = bytes_per_second > 0;
    changed_.notify();
}

asio::awaitable<void> BandwidthLimit::grant(std::size_t bytes) {
    granted_ += bytes;
    if (!limited_) co_return;
    const auto turn = co_await queue_.enter(Lane::write);
    if (!turn) co_return;
    for (;;) {
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) co_return;
        const Duration wait = bucket_.take(bytes, now());
        if (wait == Duration(0)) co_return;
        const auto until = steady_clock::now() + wait;
        co_await changed_.wait(until);
    }
}

}  // namespace understudy::cartesia
