// Chance from a seed.
#pragma once

#include "core/clock.hpp"

namespace understudy::simulated {

class SimulatedEntropy : public Entropy {
  public:
    explicit SimulatedEntropy(std::uint64_t seed) : state_(seed) {}
    double dice() override { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }
    /// splitmix64, Sebastiano Vigna, public domain.
    std::uint64_t bits() override {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }

  private:
    std::uint64_t state_;
};

}  // namespace understudy::simulated
