// A clock beside the driver's on the same loop.
#pragma once

#include <algorithm>
#include <memory>

#include "sim/clock.hpp"

namespace understudy::simulated {

/// The loop's time; the loop's one alarm is the driver's.
class OwnClock : public SimulatedClock {
  public:
    explicit OwnClock(Loop& loop) : SimulatedClock(loop), loop_(loop) {}
    void wake_at(Duration at, std::function<void()> due) override {
        ++asked;
        const auto alarm = alarm_ = std::make_shared<int>(0);
        const auto fire = [this, alarm, due = std::move(due)] {
            if (alarm != alarm_) return;
            alarm_.reset();
            due();
        };
        loop_.post_after(std::max(at - steady(), Duration{0}), fire);
    }
    void sleep() override { alarm_.reset(); }
    [[nodiscard]] bool asleep() const { return alarm_ == nullptr; }
    int asked = 0;

  private:
    Loop& loop_;
    std::shared_ptr<int> alarm_;
};

}  // namespace understudy::simulated
