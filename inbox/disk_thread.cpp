#include "inbox/disk_thread.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace understudy::inbox {

struct DiskThread::State {
    std::function<std::optional<Duration>()> idle;
    Task last;
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Task> tasks;
    bool closed = false, ended = false;
    std::optional<Duration> due_in{Duration{0}};  ///< the first look is at once

    /// What is to be done now; empty: a look is due, or it is over.
    std::deque<Task> wait() {
        std::unique_lock lock(mutex);
        const auto something = [this] { return closed || !tasks.empty(); };
        // A clock that steps makes a look late, and a record that has expired is not shown meanwhile either.
        constexpr Duration longest = std::chrono::hours{1};
        if (due_in)
            changed.wait_for(lock, std::min(*due_in, longest), something);
        else
            changed.wait(lock, something);
        return std::exchange(tasks, {});
    }

    bool over() {
        const std::lock_guard lock(mutex);
        return closed && tasks.empty();
    }

    void run() {
        while (!over()) {
            for (const Task& task : wait()) task();
            if (!over()) due_in = idle();
        }
        last();
        const std::lock_guard lock(mutex);
        ended = true;
        changed.notify_all();
    }
};

DiskThread::DiskThread(std::function<std::optional<Duration>()> idle, Task last)
    : state_(std::make_shared<State>()) {
    state_->idle = std::move(idle);
    state_->last = std::move(last);
    // Never joined: who stops it waits for its end, but not for ever.
    std::thread([state = state_] { state->run(); }).detach();
}

DiskThread::~DiskThread() { stop(std::chrono::milliseconds{1'000}); }

bool DiskThread::put(Task task) {
    const std::lock_guard lock(state_->mutex);
    if (state_->closed) return false;
    state_->tasks.push_back(std::move(task));
    state_->changed.notify_all();
    return true;
}

bool DiskThread::stop(std::chrono::milliseconds patience) {
    std::unique_lock lock(state_->mutex);
    state_->closed = true;
    state_->changed.notify_all();
    return state_->changed.wait_for(lock, patience, [this] { return state_->ended; });
}

}  // namespace understudy::inbox
