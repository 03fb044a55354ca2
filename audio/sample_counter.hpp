// The duration of what was decoded, exact to the sample, also when the sample rate changes on the way
// (chained streams).
#pragma once

#include <cstdint>

namespace understudy {

class SampleCounter {
  public:
    void hear(std::int64_t samples, int sample_rate) {
        if (samples <= 0 || sample_rate <= 0) return;
        if (sample_rate != rate_) {
            earlier_us_ = duration_us();
            rate_ = sample_rate;
            samples_ = 0;
        }
        samples_ += samples;
    }

    [[nodiscard]] std::int64_t duration_us() const {
        if (rate_ == 0) return 0;
        const std::int64_t whole_s = samples_ / rate_, rest = samples_ % rate_;
        return earlier_us_ + whole_s * 1'000'000 + rest * 1'000'000 / rate_;
    }
    [[nodiscard]] int sample_rate() const { return rate_; }  ///< the last one heard

  private:
    std::int64_t earlier_us_ = 0, samples_ = 0;
    int rate_ = 0;
};

/// Holes in the time that a container counts: pages and clusters that were lost are missing without any
/// decoder having noticed.
class HoleCounter {
  public:
    /// One frame: when it begins by the container's clock, and how long it is.
    void hear(std::int64_t begin_us, std::int64_t length_us) {
        if (expected_us_ >= 0 && begin_us > expected_us_ + tolerance_us) ++holes_;
        expected_us_ = begin_us + length_us;  // a clock that steps back begins a joined file: no hole
    }
    [[nodiscard]] std::int64_t holes() const { return holes_; }

  private:
    static constexpr std::int64_t tolerance_us = 200'000;  // coarse clocks and long frames
    std::int64_t expected_us_ = -1, holes_ = 0;
};

}  // namespace understudy
