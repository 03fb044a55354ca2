#include "audio/meters/levels.hpp"

#include <algorithm>
#include <cmath>

#include "audio/meters/lanes.hpp"

namespace understudy {

void LevelMeter::begin(const SoundFormat& format) {
    channels_.resize(std::max(channels_.size(), static_cast<std::size_t>(format.channels)));
}

BlockLevels LevelMeter::hear(const Block& block) {
    BlockLevels levels;
    for (std::size_t c = 0; c < block.channels.size(); ++c) {
        const auto samples = block.channel(c);
        levels.peak = std::max(levels.peak, largest_magnitude(samples));
        const double power =
            static_cast<double>(sum_of_squares(samples)) / static_cast<double>(samples.size());
        if (power > levels.power) {
            levels.power = power;
            levels.loudest = c;
        }
        channels_[c].sum += static_cast<double>(sum_of(samples));
        channels_[c].samples += static_cast<std::int64_t>(samples.size());
    }
    peak_ = std::max(peak_, levels.peak);
    return levels;
}

double LevelMeter::dc_offset() const {
    double worst = 0;
    for (const Channel& c : channels_)
        if (c.samples > 0) worst = std::max(worst, std::fabs(c.sum) / static_cast<double>(c.samples));
    return worst;
}

}  // namespace understudy
