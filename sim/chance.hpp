// Draws for the weather and the people of a run, apart from the driver's own chance.
#pragma once

#include <cmath>
#include <span>

#include "core/time.hpp"
#include "sim/entropy.hpp"

namespace understudy::simulated {

class Chance {
  public:
    explicit Chance(std::uint64_t seed) : source_(seed) {}
    [[nodiscard]] bool happens(double probability) { return source_.dice() < probability; }
    /// From `low` to `high`, both included.
    [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(source_.bits() % static_cast<std::uint64_t>(high - low + 1));
    }
    /// Every order of magnitude is as likely as any other: moments and days alike.
    [[nodiscard]] Duration between(Duration low, Duration high) {
        const double from = std::log2(static_cast<double>(low.count()));
        const double to = std::log2(static_cast<double>(high.count()));
        return Duration{static_cast<Duration::rep>(std::exp2(from + source_.dice() * (to - from)))};
    }
    template <class T>
    [[nodiscard]] const T& one_of(std::span<const T> choices) {
        return choices[source_.bits() % choices.size()];
    }
    [[nodiscard]] std::uint64_t bits() { return source_.bits(); }

  private:
    SimulatedEntropy source_;
};

}  // namespace understudy::simulated
