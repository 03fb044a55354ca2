// True peak: ITU-R BS.1770-4, annex 2. The samples, interpolated to four times their rate.
//
// Interpolating everything is what makes true peak expensive, and nearly all of it is in vain: no
// interpolated value can exceed the largest sample within the filter's reach times the sum of its
// coefficients' magnitudes. So only stretches whose bound lies above the highest peak so far are
// interpolated.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "audio/meters/block.hpp"

namespace understudy {

class TruePeakMeter {
  public:
    /// May be called again when the format changes on the way; the highest peak stays.
    void begin(const SoundFormat& format);
    void hear(const Block& block);
    /// Interpolates to the end of what was heard. Before begin() is called again, and at the end.
    void finish();

    /// Of the loudest channel; 0 before anything was heard.
    [[nodiscard]] float peak() const { return peak_; }
    /// How many samples had to be interpolated.
    [[nodiscard]] std::int64_t interpolated() const { return interpolated_; }

    static constexpr std::size_t taps = 16, phases = 3;  // the fourth phase is the samples themselves

  private:
    void hear(std::vector<float>& past, std::span<const float> samples);
    void interpolate(const float* samples, std::size_t count);
    std::vector<std::vector<float>> past_;  // of each channel, the last taps - 1 samples
    std::vector<float> joined_;
    float peak_ = 0;
    std::int64_t interpolated_ = 0;
};

}  // namespace understudy
