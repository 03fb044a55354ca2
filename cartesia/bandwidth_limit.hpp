// One limit on what all uploads together send, settable while they run.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>

#include "cartesia/gate.hpp"
#include "cartesia/token_bucket.hpp"
#include "net/signal.hpp"

namespace understudy::cartesia {

/// Used on the executor's one thread; must outlive whoever waits.
class BandwidthLimit {
  public:
    BandwidthLimit(asio::any_io_executor executor, std::uint64_t bytes_per_second);

    /// 0: no limit. Whoever waits goes on at the new rate.
    void set(std::uint64_t bytes_per_second);
    /// The most that should be sent at once.
    [[nodiscard]] std::size_t slice(std::size_t available) const { return bucket_.slice(available); }
    /// Returns when `bytes` may be sent, first come, first served; at once when the waiting coroutine is
    /// cancelled.
    asio::awaitable<void> grant(std::size_t bytes);
    /// All bytes that were asked for, with a limit or without one.
    [[nodiscard]] std::uint64_t granted() const { return granted_; }

  private:
    [[nodiscard]] Duration now() const;

    TokenBucket bucket_;
    std::uint64_t granted_ = 0;
    bool limited_;
    Gate queue_;
    net::Signal changed_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace understudy::cartesia
