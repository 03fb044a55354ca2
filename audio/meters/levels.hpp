// Sample peak and DC offset of each channel, and the power of what was heard: plain sums over all samples.
#pragma once

#include <cstdint>
#include <vector>

#include "audio/meters/block.hpp"

namespace understudy {

/// One block's levels, the loudest channel's.
struct BlockLevels {
    float peak = 0;
    double power = 0;         ///< mean square
    std::size_t loudest = 0;  ///< the channel with the most power
};

class LevelMeter {
  public:
    void begin(const SoundFormat& format);
    BlockLevels hear(const Block& block);

    [[nodiscard]] float peak() const { return peak_; }
    /// The mean of the worst channel, as a magnitude. Meaningful over some seconds: a low note's half period
    /// has a mean too.
    [[nodiscard]] double dc_offset() const;

  private:
    struct Channel {
        double sum = 0;
        std::int64_t samples = 0;
    };
    std::vector<Channel> channels_;
    float peak_ = 0;
};

}  // namespace understudy
