#include "audio/meters/frame_statistics.hpp"

#include <algorithm>
#include <numeric>

#include "audio/meters/lanes.hpp"

namespace understudy {
namespace {

constexpr double step_db = 0.5;

int sign_changes(std::span<const float> samples, float mean) {
    int changes = 0;
    for (std::size_t i = 1; i < samples.size(); ++i)
        changes += (samples[i - 1] - mean) * (samples[i] - mean) < 0 ? 1 : 0;
    return changes;
}

}  // namespace

Frame frame_of(std::span<const float> samples, int sample_rate) {
    const auto count = static_cast<double>(samples.size());
    const double mean = static_cast<double>(sum_of(samples)) / count;
    Frame frame;
    frame.power = std::max(0.0, static_cast<double>(sum_of_squares(samples)) / count - mean * mean);
    frame.level_dbfs = std::max(silence_dbfs, power_db(frame.power));
    frame.crossings_hz =
        sign_changes(samples, static_cast<float>(mean)) * static_cast<double>(sample_rate) / count;
    return frame;
}

std::size_t LevelCounts::step_of(double level_dbfs) {
    const double step = (level_dbfs - silence_dbfs) / step_db;
    return static_cast<std::size_t>(std::clamp(step, 0.0, static_cast<double>(steps - 1)));
}

double LevelCounts::level_of(std::size_t step) { return silence_dbfs + static_cast<double>(step) * step_db; }

void LevelCounts::add(double level_dbfs, double power) {
    ++counts_[step_of(level_dbfs)];
    ++count_;
    energy_ += power;
}

std::int64_t LevelCounts::count_from(double level_dbfs) const {
    const auto first = counts_.begin() + static_cast<std::ptrdiff_t>(step_of(level_dbfs));
    return std::accumulate(first, counts_.end(), std::int64_t{0});
}

std::optional<double> LevelCounts::percentile(double share) const {
    constexpr std::size_t first = 20;  // -110 dBFS: less than a bit of 16 at work is nothing
    const auto sounding = count_from(level_of(first));
    if (sounding == 0) return std::nullopt;
    const auto wanted = static_cast<std::int64_t>(static_cast<double>(sounding) * share);
    std::int64_t below = 0;
    for (std::size_t step = first; step < steps; ++step) {
        below += counts_[step];
        if (below > wanted) return level_of(step) + step_db / 2;
    }
    return std::nullopt;
}

}  // namespace understudy
