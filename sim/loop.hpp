// A virtual I/O thread with a virtual clock: tasks in order, timers in order of time, nothing ever waits.
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <map>

#include "core/time.hpp"

namespace understudy::simulated {

class Loop {
  public:
    [[nodiscard]] Duration steady() const { return steady_; }
    void post(std::function<void()> task) { ready_.push_back(std::move(task)); }
    void post_after(Duration delay, std::function<void()> task) {
        timed_.emplace(steady_ + delay, std::move(task));
    }

    /// Runs what is ready; then, time by time, what is due, up to and including `until`. Ends early once
    /// `enough` holds. False when `enough` did not come to hold.
    bool run_until(Duration until, const std::function<bool()>& enough) {
        for (;;) {
            if (enough()) return true;
            if (!ready_.empty()) {
                auto task = std::move(ready_.front());
                ready_.pop_front();
                task();
            } else if (!timed_.empty() && timed_.begin()->first <= until) {
                steady_ = std::max(steady_, timed_.begin()->first);
                ready_.push_back(std::move(timed_.begin()->second));
                timed_.erase(timed_.begin());
            } else {
                steady_ = std::max(steady_, until);
                return false;
            }
        }
    }
    [[nodiscard]] bool anything_to_do() const { return !ready_.empty() || !timed_.empty(); }
    /// The process dies: nothing that it had begun comes back.
    void forget() {
        ready_.clear();
        timed_.clear();
    }

  private:
    std::deque<std::function<void()>> ready_;
    std::multimap<Duration, std::function<void()>> timed_;
    Duration steady_{};
};

}  // namespace understudy::simulated
