// A virtual I/O thread with a virtual clock: tasks in order, timers in order of time, nothing ever waits.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>

#include "core/time.hpp"

namespace understudy::simulated {

/// Whose a task is: the process's die with it, the world's (a request that has left, the weather) live on.
enum class Whose { process, world };

class Loop {
  public:
    [[nodiscard]] Duration steady() const { return steady_; }
    /// How many tasks were run.
    [[nodiscard]] std::uint64_t steps() const { return steps_; }
    void post(std::function<void()> task) { ready_.push_back({std::move(task), Whose::process}); }
    void post_after(Duration delay, std::function<void()> task, Whose whose = Whose::process);
    /// The one alarm of the process; a new one replaces it.
    void set_alarm(Duration at, std::function<void()> task);
    void clear_alarm() { alarm_.reset(); }

    /// Runs one task: what is ready, else what is due next, if that is by `until`. False when there was none.
    bool step(Duration until);
    /// Runs what is ready; then, time by time, what is due, up to and including `until`. Ends early once
    /// `enough` holds. False when `enough` did not come to hold.
    bool run_until(Duration until, const std::function<bool()>& enough);
    [[nodiscard]] bool anything_to_do() const { return !ready_.empty() || !timed_.empty() || alarm_; }
    /// The process dies: nothing that it had begun comes back.
    void forget();

  private:
    struct Task {
        std::function<void()> run;
        Whose whose = Whose::process;
    };
    void run(std::function<void()> task);

    std::deque<Task> ready_;
    std::multimap<Duration, Task> timed_;
    std::optional<std::pair<Duration, std::function<void()>>> alarm_;
    Duration steady_{};
    std::uint64_t steps_ = 0;
};

}  // namespace understudy::simulated
