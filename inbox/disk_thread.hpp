// The thread that the inbox's disk is asked on: one task after another, and between them a look for what is
// due.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "core/time.hpp"

namespace understudy::inbox {

class DiskThread {
  public:
    using Task = std::function<void()>;
    /// `idle` runs after the tasks that were there, and says how long nothing is due; nullopt: until a task
    /// comes. `last` runs at the end. All on the thread.
    DiskThread(std::function<std::optional<Duration>()> idle, Task last);
    /// As stop(), with a second's patience.
    ~DiskThread();
    DiskThread(const DiskThread&) = delete;
    DiskThread& operator=(const DiskThread&) = delete;

    /// False once it was stopped: the task is not run.
    [[nodiscard]] bool put(Task task);
    /// What was put is done, then `last`. False where a disk holds the thread fast for longer than
    /// `patience`: it is left to itself, so what it uses must live as long as the tasks hold it. Idempotent.
    bool stop(std::chrono::milliseconds patience);

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace understudy::inbox
