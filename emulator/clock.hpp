// The emulator's clock: the machine's steady one, that a test may stop and push forward.
#pragma once

#include <algorithm>
#include <chrono>

#include "core/time.hpp"

namespace understudy::emulator {

/// Never goes back.
class EmulatorClock {
  public:
    [[nodiscard]] Time now() const { return frozen_ ? stopped_at_ : started_wall_ + pushed_ + running(); }
    void advance(Duration by) {
        pushed_ += by;
        stopped_at_ += by;
    }
    void freeze() {
        stopped_at_ = now();
        frozen_ = true;
    }
    void go_on() {
        if (frozen_) pushed_ = stopped_at_ - started_wall_ - running();
        frozen_ = false;
    }
    [[nodiscard]] bool frozen() const { return frozen_; }

  private:
    [[nodiscard]] Duration running() const {
        return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - started_);
    }
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
    Time started_wall_ = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    Duration pushed_{};
    bool frozen_ = false;
    Time stopped_at_{};
};

}  // namespace understudy::emulator
