// An archiving thread: what takes its time and holds nobody up. There is none before the first task.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include "storage/mailbox.hpp"

namespace understudy {

class ArchiveThread {
  public:
    /// Called on the archiving thread; looks now and then whether it is to give up.
    using Task = std::function<void(const std::atomic<bool>& give_up)>;

    ~ArchiveThread() { stop(); }

    /// On one thread. False, and the task left alone, after stop().
    [[nodiscard]] bool put(Task& task) {
        if (!tasks_.put(task)) return false;
        if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
        return true;
    }
    /// What is under way and what waits is told to give up, and no more is taken.
    void give_up() {
        give_up_ = true;
        tasks_.close();
    }
    /// The same; joins.
    void stop() {
        give_up();
        if (thread_.joinable()) thread_.join();
    }

  private:
    void run() {
        for (auto waiting = tasks_.take(); !waiting.empty(); waiting = tasks_.take())
            for (const Task& task : waiting) task(give_up_);
    }

    std::atomic<bool> give_up_{false};
    Mailbox<Task> tasks_;
    std::thread thread_;
};

}  // namespace understudy
