// The port to what the daemon stands on: its disk, the recordings' folders, the probe, the machine's clock.
#pragma once

#include <functional>

#include "core/checkup.hpp"

namespace understudy {

class Premises {
  public:
    virtual ~Premises() = default;
    /// Looks at everything, each thing no longer than a few seconds, however its disk hangs. Called on the
    /// I/O thread; the reply comes there, once, never from inside the call. One at a time.
    virtual void examine(std::function<void(Checks)> reply) = 0;
    /// The cloud's clock less ours, by its last answer; nullopt when none carried a time.
    [[nodiscard]] virtual std::optional<Duration> cloud_ahead() const = 0;
};

}  // namespace understudy
