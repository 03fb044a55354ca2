// The loop's time as the Clock port. The wall clock can step; the steady one never does.
#pragma once

#include "core/clock.hpp"
#include "sim/loop.hpp"

namespace understudy::simulated {

class SimulatedClock : public Clock {
  public:
    explicit SimulatedClock(Loop& loop) : loop_(loop) {}
    [[nodiscard]] Time wall() const override {
        return Time{} + std::chrono::hours{24 * 365 * 56} + skew + loop_.steady();
    }
    /// The machine stands in Greenwich.
    [[nodiscard]] LocalTime local(Time time) const override {
        const auto day = std::chrono::floor<std::chrono::days>(time);
        const auto weekday = std::chrono::weekday{day}.iso_encoding();
        return {static_cast<int>(weekday) - 1,
                static_cast<int>(std::chrono::floor<std::chrono::minutes>(time - day).count())};
    }
    [[nodiscard]] Duration steady() const override { return loop_.steady(); }
    void wake_at(Duration at, std::function<void()> due) override {
        wakes_asked += 1;
        loop_.set_alarm(at, std::move(due));
    }
    void sleep() override { loop_.clear_alarm(); }
    void soon(std::function<void()> task) override { loop_.post(std::move(task)); }

    Duration skew{};  ///< the wall clock's step
    int wakes_asked = 0;

  private:
    Loop& loop_;
};

}  // namespace understudy::simulated
