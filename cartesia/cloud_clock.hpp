// The cloud's clock, as its answers tell it. Kept beside a time that does not step, so that the machine's
// clock can be compared with it whenever that is asked, also when it stepped since and no answer gets through
// any more.
#pragma once

#include <optional>

#include "core/time.hpp"

namespace understudy::cartesia {

class CloudClock {
  public:
    /// An answer said that it is `cloud`; `steady` counts on through steps of the clock and while the machine
    /// sleeps.
    void tells(Time cloud, Duration steady) { told_ = Told{cloud, steady}; }
    /// How far it is ahead of `wall`, to about a second; nullopt before it told anything.
    [[nodiscard]] std::optional<Duration> ahead_of(Time wall, Duration steady) const {
        if (!told_) return std::nullopt;
        return told_->cloud + (steady - told_->at) - wall;
    }

  private:
    struct Told {
        Time cloud{};
        Duration at{};
    };
    std::optional<Told> told_;
};

}  // namespace understudy::cartesia
