// Sound as the meters are given it: planar samples in blocks of a tenth of a second.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace understudy {

/// What a stretch of sound is made of. Full scale is 1.0.
struct SoundFormat {
    int sample_rate = 0;  ///< hertz
    int channels = 0;
    /// Of each channel in loudness (ITU-R BS.1770-4, table 3): 1, 1.41 for surrounds, 0 for the low effects.
    std::vector<double> loudness_weights;
    bool exact = false;       ///< integer samples of a lossless codec
    float full_scale = 1.0F;  ///< the largest value that the source's samples have: 32767/32768 of 16 bits
    bool operator==(const SoundFormat&) const = default;
};

/// One block: a pointer for each channel to `samples` finite values. Valid during the call only.
struct Block {
    std::span<const float* const> channels;
    std::size_t samples = 0;
    [[nodiscard]] std::span<const float> channel(std::size_t c) const { return {channels[c], samples}; }
};

constexpr int blocks_a_second = 10;
constexpr std::int64_t block_us = 100'000;

/// Samples in a whole block; the last block before the end or a change of format may be shorter.
[[nodiscard]] inline std::size_t block_samples(int sample_rate) {
    return static_cast<std::size_t>((sample_rate + blocks_a_second / 2) / blocks_a_second);
}

constexpr double silence_dbfs = -120;  ///< what digital silence is given as a level

[[nodiscard]] inline double power_db(double power) {
    return power > 1e-12 ? 10 * std::log10(power) : silence_dbfs;
}
[[nodiscard]] inline double amplitude_db(double amplitude) { return power_db(amplitude * amplitude); }

}  // namespace understudy
