// Waiting that a stop can end: delays, slow bodies, and silence.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <set>

#include "core/time.hpp"

namespace understudy::emulator {

/// On one thread.
class Waits {
  public:
    explicit Waits(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}
    /// Returns when the time is over or everything is told to end.
    boost::asio::awaitable<void> pause(Duration duration);
    /// Ends every wait, also those that begin later.
    void end_all();
    [[nodiscard]] bool ended() const { return ended_; }

  private:
    boost::asio::any_io_executor executor_;
    std::set<boost::asio::steady_timer*> timers_;
    bool ended_ = false;
};

}  // namespace understudy::emulator
