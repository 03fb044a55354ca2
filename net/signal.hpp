// "Something changed: look again", for coroutines of one thread.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <vector>

namespace understudy::net {

namespace asio = boost::asio;

/// Keeps nothing: a notification that nobody waits for is lost, so waiters look at the fact first and loop.
/// May be destroyed before coroutines that wait for it (they are then never woken by it).
class Signal {
  public:
    explicit Signal(asio::any_io_executor executor) : executor_(std::move(executor)) {}
    Signal(const Signal&) = delete;
    Signal& operator=(const Signal&) = delete;

    /// Returns at the next notify(), at the deadline, or on cancellation (never throws for it).
    asio::awaitable<void> wait(
        std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max());
    void notify();

  private:
    asio::any_io_executor executor_;
    using Waiting = std::vector<asio::steady_timer*>;
    std::shared_ptr<Waiting> waiting_ = std::make_shared<Waiting>();
};

}  // namespace understudy::net
