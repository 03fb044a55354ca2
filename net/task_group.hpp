// Structured ownership of coroutines: whoever starts them in a group can cancel them and waits for their end.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <memory>

namespace understudy::net {

namespace asio = boost::asio;

/// Used on the executor's one thread. The tasks must own, or be outlived by, all they use; destroying the
/// group cancels them without waiting, so join() first.
class TaskGroup {
  public:
    explicit TaskGroup(asio::any_io_executor executor);
    ~TaskGroup();
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;

    /// Starts a task. What it throws is kept and thrown again by join(), except for its own cancellation.
    void spawn(asio::awaitable<void> task);
    /// Asks every running task to end (terminal cancellation).
    void cancel();
    /// Tasks that have not ended.
    [[nodiscard]] std::size_t size() const;
    /// Returns when no task runs; throws the first exception that one of them threw. When the waiting
    /// coroutine is itself cancelled, the tasks are cancelled, and are still waited for.
    asio::awaitable<void> join();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace understudy::net
