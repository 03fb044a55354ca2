#include "sim/loop.hpp"

#include <algorithm>

namespace understudy::simulated {

void Loop::post_after(Duration delay, std::function<void()> task, Whose whose) {
    timed_.emplace(steady_ + delay, Task{std::move(task), whose});
}

void Loop::set_alarm(Duration at, std::function<void()> task) {
    alarm_.emplace(std::max(at, steady_), std::move(task));
}

void Loop::run(std::function<void()> task) {
    steps_ += 1;
    task();
}

bool Loop::step(Duration until) {
    if (!ready_.empty()) {
        auto task = std::move(ready_.front().run);
        ready_.pop_front();
        return run(std::move(task)), true;
    }
    const auto timer = timed_.begin();
    const bool alarm_first = alarm_ && (timer == timed_.end() || alarm_->first < timer->first);
    if (!alarm_first && timer == timed_.end()) return false;
    const Duration at = alarm_first ? alarm_->first : timer->first;
    if (at > until) return false;
    steady_ = std::max(steady_, at);
    auto task = std::move(alarm_first ? alarm_->second : timer->second.run);
    if (alarm_first)
        alarm_.reset();
    else
        timed_.erase(timer);
    return run(std::move(task)), true;
}

bool Loop::run_until(Duration until, const std::function<bool()>& enough) {
    do {
        if (enough()) return true;
    } while (step(until));
    steady_ = std::max(steady_, until);
    return false;
}

void Loop::forget() {
    std::erase_if(ready_, [](const Task& task) { return task.whose == Whose::process; });
    std::erase_if(timed_, [](const auto& entry) { return entry.second.whose == Whose::process; });
    alarm_.reset();
}

}  // namespace understudy::simulated
