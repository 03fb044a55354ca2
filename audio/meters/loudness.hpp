// Integrated loudness and loudness range.
//
// Integrated loudness: ITU-R BS.1770-4. The mean square of the K-weighted samples, weighted by channel, in
// gating blocks of 400 ms that begin every 100 ms; L = -0.691 + 10 log10(sum). Blocks under -70 LUFS do not
// count, then those more than 10 LU under the mean of what is left do not; the loudness is that of the mean
// of the rest.
//
// Loudness range: EBU Tech 3342. The loudness of windows of 3 s that begin every 100 ms; under -70 LUFS they
// do not count, nor more than 20 LU under their mean; the range lies between the 10th and the 95th
// percentile.
//
// Blocks are kept as counts and sums of energy in steps of 0.1 LU, so that hours take no more memory than
// seconds.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "audio/meters/block.hpp"
#include "audio/meters/k_weighting.hpp"

namespace understudy {

/// Energies by their loudness, from -70 LUFS to +30 in steps of 0.1 LU.
class GatedEnergies {
  public:
    void add(double energy);
    /// Of what is within `relative_lu` under the mean of all.
    [[nodiscard]] std::optional<double> loudness(double relative_lu) const;
    /// Between two percentiles (0 to 1) of the same.
    [[nodiscard]] std::optional<double> range(double relative_lu, double low, double high) const;

  private:
    static constexpr std::size_t steps = 1'000;
    [[nodiscard]] std::size_t first_step(double relative_lu) const;
    [[nodiscard]] double percentile(std::size_t from, double share) const;
    std::array<std::int64_t, steps> counts_{};
    std::array<double, steps> sums_{};
};

class LoudnessMeter {
  public:
    /// May be called again when the format changes on the way.
    void begin(const SoundFormat& format);
    /// The block's own loudness in LUFS, for plots; -70 at least. Blocks that are not whole are not gated.
    double hear(const Block& block);

    /// Empty for what is shorter than one window, silent, or sampled at less than 4 kHz.
    [[nodiscard]] std::optional<double> integrated_lufs() const { return momentary_.loudness(10); }
    [[nodiscard]] std::optional<double> range_lu() const { return short_term_.range(20, 0.10, 0.95); }

  private:
    static constexpr std::size_t momentary_blocks = 4, short_term_blocks = 30;
    void remember(double energy);
    SoundFormat format_;
    std::vector<KWeightedPower> filters_;
    std::array<double, short_term_blocks> latest_{};  // energies of blocks, a ring
    std::size_t heard_ = 0;
    GatedEnergies momentary_, short_term_;
};

constexpr double silence_lufs = -70;
[[nodiscard]] double lufs(double energy);
[[nodiscard]] double energy_of(double loudness_lufs);

}  // namespace understudy
