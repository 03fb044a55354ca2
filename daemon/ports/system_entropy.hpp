// The production entropy: the kernel's random numbers.
#pragma once

#include <array>

#include "core/clock.hpp"

namespace understudy {

class SystemEntropy : public Entropy {
  public:
    [[nodiscard]] double dice() override;
    [[nodiscard]] std::uint64_t bits() override;

  private:
    std::array<std::uint64_t, 32> stock_{};  ///< at most 256 bytes: the kernel gives those whole
    std::size_t left_ = 0;
};

}  // namespace understudy
