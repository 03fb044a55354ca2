// What a run is played on: a world with a checker, and a process that dies and comes back. Internal to sim/.
#pragma once

#include <functional>
#include <optional>

#include "sim/checker.hpp"
#include "sim/trace.hpp"
#include "sim/weather.hpp"

namespace understudy::simulated {

class Stage {
  public:
    Stage(std::uint64_t seed, bool print) : trace(print), world(seed), checker(world) { listen(); }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    Trace trace;
    World world;
    Checker checker;
    Counts counts;

    /// The process dies after so many more steps.
    void crash_after(std::uint64_t steps) { crash_at_ = world.loop.steps() + steps; }
    void crash_no_more() { crash_at_.reset(); }
    /// The process dies now, and another begins after `down`. `meanwhile` happens between the two.
    void crash(Duration down, std::function<void()> meanwhile = {});
    /// As SIGTERM: 30 seconds of grace, then another process begins.
    void stop();
    std::function<Duration()> down_time;  ///< between a planned crash and the next process; none where empty

    /// Steps until `enough`, at most until `until`. False when that did not come, or something was violated.
    bool play(Duration until, const std::function<bool()>& enough);
    [[nodiscard]] bool broken() const { return !checker.violations().empty(); }

  private:
    void listen();
    bool step(Duration until);

    std::optional<std::uint64_t> crash_at_;
    std::uint64_t life_ = 0;
};

}  // namespace understudy::simulated
