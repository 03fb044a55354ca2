// The way back from the working threads to the I/O thread: every reply exactly once, and none after the stop.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <unordered_map>

namespace understudy {

/// Runs a function on the I/O thread, soon, never from inside the call. May be called from every thread.
using Post = std::function<void(std::function<void()>)>;

/// Shared by the port and its threads. A thread that is stuck on a disk may outlive the I/O thread: after
/// stop() what it delivers goes nowhere.
class Deliveries {
  public:
    using Ticket = std::uint64_t;
    explicit Deliveries(Post post) : post_(std::move(post)) {}

    /// Registers a reply that is owed. `when_stopped` is posted instead of it when the stop comes first (at
    /// once when it has come already). Never 0.
    [[nodiscard]] Ticket expect(std::function<void()> when_stopped);
    /// Posts the reply, unless the stop has answered in its stead.
    void deliver(Ticket ticket, std::function<void()> reply);
    /// Posts something that answers no ticket; nothing happens after the stop.
    void post(std::function<void()> work);
    [[nodiscard]] bool stopped();
    /// The reply is owed no longer.
    void forget(Ticket ticket);
    /// Answers all that is owed. When this returns, other threads post nothing any more.
    void stop();

  private:
    std::mutex mutex_;
    Post post_;
    bool stopped_ = false;
    Ticket last_ = 0;
    std::unordered_map<Ticket, std::function<void()>> owed_;
};

}  // namespace understudy
