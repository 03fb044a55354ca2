// A virtual I/O thread with a virtual clock: tasks in order, timers in order of time, nothing ever waits.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>

#include "core/clock.hpp"

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

class SimulatedClock : public Clock {
  public:
    explicit SimulatedClock(Loop& loop) : loop_(loop) {}
    [[nodiscard]] Time wall() const override {
        return Time{} + std::chrono::hours{24 * 365 * 56} + skew + loop_.steady();
    }
    [[nodiscard]] Duration steady() const override { return loop_.steady(); }
    void wake_at(Duration at, std::function<void()> due) override {
        const auto mine = ++generation_;
        wakes_asked += 1;
        loop_.post_after(std::max(Duration{}, at - loop_.steady()), [this, mine, due = std::move(due)] {
            if (mine == generation_) due();
        });
    }
    void sleep() override { ++generation_; }
    void soon(std::function<void()> task) override { loop_.post(std::move(task)); }

    Duration skew{};  ///< the wall clock's step
    int wakes_asked = 0;

  private:
    Loop& loop_;
    std::uint64_t generation_ = 0;
};

class SimulatedEntropy : public Entropy {
  public:
    explicit SimulatedEntropy(std::uint64_t seed) : state_(seed) {}
    double dice() override { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }
    /// splitmix64, Sebastiano Vigna, public domain.
    std::uint64_t bits() override {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }

  private:
    std::uint64_t state_;
};

}  // namespace understudy::simulated
