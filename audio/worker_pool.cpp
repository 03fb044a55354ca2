#include "audio/worker_pool.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "audio/all_signals_blocked.hpp"

namespace understudy {

struct WorkerPool::Shared {
    explicit Shared(Options o) : options(std::move(o)), ended(options.threads, false) {}

    /// The next task, or nothing when the worker is to end.
    Task next_task(Worker worker);
    void run(Worker worker);

    const Options options;
    std::mutex mutex;
    std::condition_variable work_or_stop, worker_ended;
    std::deque<Task> tasks;
    bool stopping = false;
    std::vector<bool> ended;
    std::vector<std::thread> threads;  // touched by the pool's owner only
};

WorkerPool::Task WorkerPool::Shared::next_task(Worker worker) {
    std::unique_lock lock(mutex);
    const auto ready = [&] { return stopping || !tasks.empty(); };
    if (options.when_idle && !work_or_stop.wait_for(lock, options.idle_after, ready)) {
        lock.unlock();
        options.when_idle(worker);
        lock.lock();
    }
    work_or_stop.wait(lock, ready);
    if (stopping) return {};
    Task task = std::move(tasks.front());
    tasks.pop_front();
    return task;
}

void WorkerPool::Shared::run(Worker worker) {
    while (Task task = next_task(worker)) task(worker);
    const std::lock_guard lock(mutex);
    ended[worker] = true;
    worker_ended.notify_all();
}

WorkerPool::WorkerPool(Options options) : shared_(std::make_shared<Shared>(std::move(options))) {
    const AllSignalsBlocked blocked;
    for (Worker worker = 0; worker < shared_->options.threads; ++worker)
        shared_->threads.emplace_back([shared = shared_, worker] { shared->run(worker); });
}

WorkerPool::~WorkerPool() { stop(std::chrono::milliseconds{0}); }

void WorkerPool::submit(Task task) {
    const std::lock_guard lock(shared_->mutex);
    if (shared_->stopping) return;
    shared_->tasks.push_back(std::move(task));
    shared_->work_or_stop.notify_one();
}

bool WorkerPool::stop(std::chrono::milliseconds patience) {
    std::deque<Task> dropped;  // destroyed without the lock
    std::vector<bool> ended;
    {
        std::unique_lock lock(shared_->mutex);
        shared_->stopping = true;
        dropped.swap(shared_->tasks);
        shared_->work_or_stop.notify_all();
        const auto all_ended = [&] {
            return std::all_of(shared_->ended.begin(), shared_->ended.end(), [](bool e) { return e; });
        };
        shared_->worker_ended.wait_for(lock, patience, all_ended);
        ended = shared_->ended;
    }
    bool none_stuck = true;
    for (Worker worker = 0; worker < shared_->threads.size(); ++worker) {
        std::thread& thread = shared_->threads[worker];
        if (ended[worker]) thread.join();
        if (!ended[worker]) thread.detach();
        none_stuck = none_stuck && ended[worker];
    }
    shared_->threads.clear();
    return none_stuck;
}

}  // namespace understudy
