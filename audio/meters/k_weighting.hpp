// The K-weighting of ITU-R BS.1770-4, annex 1: a shelf for the head, then a high-pass. The recommendation
// gives the coefficients at 48 kHz; for other rates the same analogue filters are transformed anew.
#pragma once

#include <span>

namespace understudy {

/// y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]
struct Biquad {
    double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;
};

struct KWeighting {
    Biquad shelf, high_pass;
};

/// `sample_rate` at least 4 kHz: the shelf's corner lies at 1.7 kHz.
[[nodiscard]] KWeighting k_weighting(double sample_rate);

/// One channel's filter.
class KWeightedPower {
  public:
    explicit KWeightedPower(const KWeighting& filter) : filter_(filter) {}
    /// The sum of the squares of the weighted samples.
    [[nodiscard]] double hear(std::span<const float> samples);

  private:
    KWeighting filter_;
    double shelf1_ = 0, shelf2_ = 0, high1_ = 0, high2_ = 0;
};

}  // namespace understudy
