#include "audio/meters/channel_faults.hpp"

#include <algorithm>
#include <array>

#include "audio/meters/lanes.hpp"

namespace understudy {
namespace {

constexpr double dead_dbfs = -70, dead_under_loudest_db = 50, same_db = 60;

double difference_of(std::span<const float> a, std::span<const float> b) {
    std::array<float, lane_count> lanes{};
    const std::size_t whole = a.size() - a.size() % lane_count;
    for (std::size_t i = 0; i < whole; i += lane_count)
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
            const float d = a[i + lane] - b[i + lane];
            lanes[lane] += d * d;
        }
    double sum = 0;
    for (const float lane : lanes) sum += static_cast<double>(lane);
    for (std::size_t i = whole; i < a.size(); ++i) sum += static_cast<double>((a[i] - b[i]) * (a[i] - b[i]));
    return sum;
}

}  // namespace

void ChannelMeter::begin(const SoundFormat& format) {
    const auto channels = static_cast<std::size_t>(format.channels);
    if (channels == energy_.size()) return;
    energy_.assign(channels, 0);
    difference_.assign(channels, 0);
    optional_.assign(channels, false);
    for (std::size_t c = 0; c < channels; ++c) optional_[c] = format.loudness_weights[c] <= 0;
    samples_ = 0;
}

void ChannelMeter::hear(const Block& block) {
    if (energy_.size() < 2) return;
    samples_ += static_cast<std::int64_t>(block.samples);
    for (std::size_t c = 0; c < energy_.size(); ++c) {
        energy_[c] += static_cast<double>(sum_of_squares(block.channel(c)));
        if (c > 0) difference_[c] += difference_of(block.channel(0), block.channel(c));
    }
}

std::vector<int> ChannelMeter::dead() const {
    std::vector<int> found;
    if (energy_.size() < 2 || samples_ == 0) return found;
    const auto level = [&](double energy) { return power_db(energy / static_cast<double>(samples_)); };
    const double loudest = level(*std::max_element(energy_.begin(), energy_.end()));
    for (std::size_t c = 0; c < energy_.size(); ++c)
        if (!optional_[c] && level(energy_[c]) < std::min(dead_dbfs, loudest - dead_under_loudest_db))
            found.push_back(static_cast<int>(c));
    return found;
}

bool ChannelMeter::duplicated() const {
    if (energy_.size() < 2 || energy_[0] <= 0) return false;
    const double worst = *std::max_element(difference_.begin() + 1, difference_.end());
    return worst <= 0 || power_db(energy_[0]) - power_db(worst) >= same_db;
}

}  // namespace understudy
