#include "audio/meters/clipping.hpp"

#include <algorithm>
#include <cmath>

#include "audio/meters/lanes.hpp"

namespace understudy {
namespace {

constexpr std::size_t stretch = 64;
constexpr float quietest_plateau = 0.1F;  // a silence of one value is no flat top
constexpr float steep = 0.998F;  // where a sine of 50 Hz is rounded to three equal samples, it is flatter
constexpr float coarse = 1 - 1.0F / 4'096;  // the full scale of samples of twelve bits

}  // namespace

void ClippingMeter::begin(const SoundFormat& format) {
    format_ = format;
    channels_.resize(std::max(channels_.size(), static_cast<std::size_t>(format.channels)));
    for (Channel& channel : channels_) channel.at_full_scale = channel.at_ceiling = 0;
}

void ClippingMeter::hear(const Block& block, float peak) {
    for (std::size_t c = 0; c < block.channels.size(); ++c) {
        Channel& channel = channels_[c];
        if (peak >= std::min(format_.full_scale, channel.ceiling)) {
            hear(channel, block.channel(c));
        } else if (block.samples > 0) {
            channel.at_full_scale = channel.at_ceiling = 0;
            channel.previous = std::fabs(block.channel(c).back());
        }
    }
}

// Runs are counted when they reach their shortest length, and grow by each further sample: none is left over
// at the end.
void ClippingMeter::count(std::int64_t run, Runs& runs) const {
    if (run < shortest_run) return;
    runs.samples += run == shortest_run ? shortest_run : 1;
    runs.runs += run == shortest_run ? 1 : 0;
}

void ClippingMeter::hear(Channel& channel, std::span<const float> samples) {
    while (!samples.empty()) {
        const auto part = samples.first(std::min(stretch, samples.size()));
        samples = samples.subspan(part.size());
        const float highest = largest_magnitude(part);
        if (highest < std::min(format_.full_scale, channel.ceiling)) {
            channel.at_full_scale = channel.at_ceiling = 0;
            channel.previous = std::fabs(part.back());
            continue;
        }
        if (highest > channel.ceiling) {
            channel.ceiling = highest;
            channel.at_ceiling = 0;
            channel.plateaus = {};
        }
        hear_loud(channel, part);
    }
}

void ClippingMeter::hear_loud(Channel& channel, std::span<const float> samples) {
    for (const float sample : samples) {
        const float magnitude = std::fabs(sample);
        channel.at_full_scale = magnitude >= format_.full_scale ? channel.at_full_scale + 1 : 0;
        count(channel.at_full_scale, full_scale_);
        channel.at_ceiling = magnitude >= channel.ceiling ? channel.at_ceiling + 1 : 0;
        if (channel.at_ceiling == 1) channel.steep = channel.previous < channel.ceiling * steep;
        if (channel.steep) count(channel.at_ceiling, channel.plateaus);
        channel.previous = magnitude;
    }
}

Runs ClippingMeter::clipped() const {
    if (full_scale_.runs > 0 || !format_.exact || format_.full_scale < coarse) return full_scale_;
    Runs plateaus;
    for (const Channel& channel : channels_) {
        if (channel.ceiling < quietest_plateau || channel.plateaus.runs < fewest_plateaus) continue;
        plateaus.samples += channel.plateaus.samples;
        plateaus.runs += channel.plateaus.runs;
    }
    return plateaus;
}

}  // namespace understudy
