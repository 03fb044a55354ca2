// How many bytes a second all uploads may take now: as a person switched it, else by the hour, else as
// configured.
#pragma once

#include "core/clock.hpp"
#include "core/cloud.hpp"
#include "core/policy.hpp"
#include "daemon/driver/switchboard.hpp"

namespace understudy {

class Bandwidth {
  public:
    Bandwidth(Cloud& cloud, Clock& clock, const Policy& policy, const Switchboard& switchboard)
        : cloud_(cloud), clock_(clock), policy_(policy), switchboard_(switchboard) {}

    [[nodiscard]] BandwidthView now() const;
    /// Tells the cloud when another limit counts than before. While uploads are under way the hours are
    /// watched; without any, nobody is woken for them.
    void apply(bool uploads_under_way);
    /// Steady: apply() is to be called then.
    [[nodiscard]] std::optional<Duration> due_at() const { return due_at_; }

  private:
    Cloud& cloud_;
    Clock& clock_;
    const Policy& policy_;
    const Switchboard& switchboard_;
    std::optional<std::uint64_t> told_;
    std::optional<Duration> due_at_;
};

}  // namespace understudy
