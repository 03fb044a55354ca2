#include "audio/meters/loudness.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace understudy {
namespace {

constexpr double step_lu = 0.1;
constexpr int lowest_rate = 4'000;

}  // namespace

double lufs(double energy) { return energy > 0 ? -0.691 + 10 * std::log10(energy) : -1'000; }

double energy_of(double loudness_lufs) { return std::pow(10.0, (loudness_lufs + 0.691) / 10); }

void GatedEnergies::add(double energy) {
    const double loudness = lufs(energy);
    if (!(loudness >= silence_lufs)) return;
    const auto step = static_cast<std::size_t>((loudness - silence_lufs) / step_lu);
    ++counts_[std::min(step, steps - 1)];
    sums_[std::min(step, steps - 1)] += energy;
}

std::size_t GatedEnergies::first_step(double relative_lu) const {
    const auto count = std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
    if (count == 0) return steps;
    const double mean = std::accumulate(sums_.begin(), sums_.end(), 0.0) / static_cast<double>(count);
    const double gate = lufs(mean) - relative_lu;
    // A step belongs to those above the gate when the mean of what it holds does.
    for (std::size_t i = 0; i < steps; ++i)
        if (counts_[i] > 0 && lufs(sums_[i] / static_cast<double>(counts_[i])) >= gate) return i;
    return steps;
}

std::optional<double> GatedEnergies::loudness(double relative_lu) const {
    double sum = 0;
    std::int64_t count = 0;
    for (std::size_t i = first_step(relative_lu); i < steps; ++i) {
        sum += sums_[i];
        count += counts_[i];
    }
    if (count == 0) return std::nullopt;
    return lufs(sum / static_cast<double>(count));
}

double GatedEnergies::percentile(std::size_t from, double share) const {
    const auto count =
        std::accumulate(counts_.begin() + static_cast<std::ptrdiff_t>(from), counts_.end(), std::int64_t{0});
    const auto wanted = static_cast<std::int64_t>(std::lround(static_cast<double>(count - 1) * share));
    std::int64_t below = 0;
    for (std::size_t i = from; i < steps; ++i) {
        below += counts_[i];
        if (below > wanted) return lufs(sums_[i] / static_cast<double>(counts_[i]));
    }
    return silence_lufs;
}

std::optional<double> GatedEnergies::range(double relative_lu, double low, double high) const {
    const std::size_t from = first_step(relative_lu);
    if (from == steps) return std::nullopt;
    return percentile(from, high) - percentile(from, low);
}

void LoudnessMeter::begin(const SoundFormat& format) {
    format_ = format;
    filters_.clear();
    if (format.sample_rate < lowest_rate) return;
    filters_.assign(static_cast<std::size_t>(format.channels),
                    KWeightedPower(k_weighting(static_cast<double>(format.sample_rate))));
}

double LoudnessMeter::hear(const Block& block) {
    if (filters_.empty() || block.samples == 0) return silence_lufs;
    double energy = 0;
    for (std::size_t c = 0; c < filters_.size(); ++c)
        if (format_.loudness_weights[c] > 0)
            energy += format_.loudness_weights[c] * filters_[c].hear(block.channel(c));
    energy /= static_cast<double>(block.samples);
    if (block.samples == block_samples(format_.sample_rate)) remember(energy);
    return std::max(silence_lufs, lufs(energy));
}

void LoudnessMeter::remember(double energy) {
    latest_[heard_++ % short_term_blocks] = energy;
    const auto mean_of_last = [&](std::size_t blocks) {
        double sum = 0;
        for (std::size_t i = 1; i <= blocks; ++i) sum += latest_[(heard_ - i) % short_term_blocks];
        return sum / static_cast<double>(blocks);
    };
    if (heard_ >= momentary_blocks) momentary_.add(mean_of_last(momentary_blocks));
    if (heard_ >= short_term_blocks) short_term_.add(mean_of_last(short_term_blocks));
}

}  // namespace understudy
