// Up to which frequency there is sound: an 8 kHz recording in a 48 kHz file ends at 4 kHz.
//
// The spectra of loud moments (Hann window, one every fifth of a second) are averaged; the bandwidth is the
// highest frequency around which the mean power lies less than 75 dB under the strongest line's, and is no
// mere rounding of 16-bit samples (-125 dBFS a line). What a microphone's own hiss fills counts: it came
// through the whole chain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "audio/meters/block.hpp"

namespace understudy {

class BandwidthMeter {
  public:
    BandwidthMeter();
    BandwidthMeter(const BandwidthMeter&) = delete;
    BandwidthMeter& operator=(const BandwidthMeter&) = delete;
    ~BandwidthMeter();

    /// When the rate changes on the way, the widest stretch counts.
    void begin(const SoundFormat& format);
    /// One block of one channel, and its level.
    void hear(std::span<const float> samples, double level_dbfs);
    /// 0: nothing loud and long enough was heard.
    [[nodiscard]] int bandwidth_hz() const;

  private:
    struct Transform;
    [[nodiscard]] int of_this_stretch() const;
    std::unique_ptr<Transform> transform_;
    int sample_rate_ = 0, widest_hz_ = 0;
    std::int64_t blocks_ = 0, spectra_ = 0;
    double loudest_dbfs_ = silence_dbfs;
    std::vector<double> power_;  // of each line, summed
};

}  // namespace understudy
