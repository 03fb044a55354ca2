// Clipped samples: runs of three or more equal ones at full scale, which nothing but a converter or a
// programme at its limit makes. One sample at full scale, or two, may be an honest peak.
//
// A recording that was clipped and then made quieter has its flat tops below full scale. They are told by
// runs at the recording's own highest value that a steep wave runs into: in samples of a lossless codec of 16
// bits and more, a wave that was not cut has none or a few of them, and a cut one has many.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "audio/meters/block.hpp"

namespace understudy {

/// Runs of samples at one ceiling.
struct Runs {
    std::int64_t samples = 0, runs = 0;
};

class ClippingMeter {
  public:
    /// May be called again when the format changes on the way; what was counted stays.
    void begin(const SoundFormat& format);
    /// `peak`: of the block, all channels; blocks far from any ceiling cost nothing.
    void hear(const Block& block, float peak);

    /// All channels together, in whole runs.
    [[nodiscard]] Runs clipped() const;

    static constexpr std::int64_t shortest_run = 3;
    static constexpr std::int64_t fewest_plateaus = 8;

  private:
    struct Channel {
        std::int64_t at_full_scale = 0;  // the run that is under way
        std::int64_t at_ceiling = 0;
        float ceiling = 0;   // the highest magnitude so far
        float previous = 0;  // the last sample's magnitude
        bool steep = false;  // the run at the ceiling was run into, not rounded up to
        Runs plateaus;       // at that ceiling
    };
    void hear(Channel& channel, std::span<const float> samples);
    void hear_loud(Channel& channel, std::span<const float> samples);
    void count(std::int64_t run, Runs& runs) const;
    SoundFormat format_;
    std::vector<Channel> channels_;
    Runs full_scale_;
};

}  // namespace understudy
