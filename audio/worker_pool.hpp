// A few threads for work that can block for as long as a disk likes.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace understudy {

class WorkerPool {
  public:
    using Worker = std::size_t;  ///< 0 … threads - 1
    using Task = std::function<void(Worker)>;

    struct Options {
        std::size_t threads = 1;
        std::chrono::milliseconds idle_after{0};  ///< 0: never
        std::function<void(Worker)>
            when_idle;  ///< once, on the worker's thread, after that long without work
    };

    explicit WorkerPool(Options options);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    /// As stop() without patience.
    ~WorkerPool();

    /// Tasks start in the order of their submission. What a task needs it must own (or share): it may outlive
    /// the pool when its thread is stuck. After stop() tasks are dropped. May be called from every thread.
    void submit(Task task);

    /// Drops what has not begun and waits for what has, at most `patience`. Threads that are done are joined,
    /// threads that are stuck are let go. True when none was stuck.
    bool stop(std::chrono::milliseconds patience);

  private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace understudy
