// The ports to time and chance.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/time.hpp"
#include "core/timetable.hpp"

namespace understudy {

/// Used on the I/O thread only.
class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Time wall() const = 0;
    [[nodiscard]] virtual LocalTime local(Time time) const = 0;  ///< in the machine's time zone
    [[nodiscard]] virtual Duration steady() const = 0;           ///< since this process began

    /// One timer: `due` is called once, on the I/O thread, never from inside wake_at, when steady() has
    /// reached `at`. A new call replaces the one before.
    virtual void wake_at(Duration at, std::function<void()> due) = 0;
    virtual void sleep() = 0;  ///< forgets the timer
    /// Calls `task` soon, on the I/O thread, never from inside the call; tasks keep their order.
    virtual void soon(std::function<void()> task) = 0;
};

/// Chance as a port, so that a run can be repeated.
class Entropy {
  public:
    virtual ~Entropy() = default;
    [[nodiscard]] virtual double dice() = 0;         ///< uniform in [0, 1)
    [[nodiscard]] virtual std::uint64_t bits() = 0;  ///< 64 random bits; unguessable in production
};

}  // namespace understudy
