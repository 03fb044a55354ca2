// What befalls the calls to the cloud and the commits of the store at this moment, drawn from the seed.
#pragma once

#include <array>

#include "sim/chance.hpp"
#include "sim/season.hpp"
#include "sim/trace.hpp"
#include "sim/world.hpp"

namespace understudy::simulated {

/// How often each thing struck.
struct Counts {
    std::array<std::uint64_t, kFaultKinds> faults{};
    std::uint64_t store_refused = 0, store_failed_written = 0, store_away = 0;
    std::uint64_t crashes = 0, stops = 0, clock_steps = 0, restores = 0;
    void add(const Counts& other);
};

/// Puts itself into the world's hooks; the world outlives it.
class Weather {
  public:
    Weather(World& world, Season season, Chance& chance, Trace& trace, Counts& counts);

    double storm = 0;       ///< how likely a call fails
    bool outage = false;    ///< no call gets through
    double bad_disk = 0;    ///< how likely a group of commits fails
    double paid_storm = 0;  ///< how likely a paid call fails, whatever the storm
    void calm_down() { storm = paid_storm = 0, outage = false, bad_disk = 0; }

    /// A kind that this season may send to that call.
    [[nodiscard]] FaultKind draw(const std::string& call);
    [[nodiscard]] bool allowed(FaultKind kind, const std::string& call) const;

  private:
    [[nodiscard]] std::optional<Fault> strike(const std::string& call, std::uint64_t id);
    [[nodiscard]] StoreFault strike_store();

    World& world_;
    Season season_;
    Chance& chance_;
    Trace& trace_;
    Counts& counts_;
};

}  // namespace understudy::simulated
