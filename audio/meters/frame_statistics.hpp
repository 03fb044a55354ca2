// Short frames of sound, and how often which level occurs among them. Levels are counted in steps of half a
// decibel, so that hours take no more memory than seconds.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "audio/meters/block.hpp"

namespace understudy {

/// 20 ms, as in ITU-T P.56 and most of what measures speech.
constexpr int frames_a_second = 50;
constexpr std::int64_t frame_us = 20'000;

struct Frame {
    double power = 0;  ///< mean square around the frame's mean, so that an offset is no sound
    double level_dbfs = silence_dbfs;
    double crossings_hz = 0;  ///< how often the wave changes its sign in a second
};

/// Of at least two samples.
[[nodiscard]] Frame frame_of(std::span<const float> samples, int sample_rate);

/// Frames by level: how many, and their energy.
class LevelCounts {
  public:
    static constexpr std::size_t steps = 260;  // from -120 dBFS up
    [[nodiscard]] static std::size_t step_of(double level_dbfs);
    [[nodiscard]] static double level_of(std::size_t step);

    void add(double level_dbfs, double power);
    [[nodiscard]] std::int64_t count_from(double level_dbfs) const;  ///< at that level and above
    [[nodiscard]] std::int64_t count() const { return count_; }
    [[nodiscard]] double energy() const { return energy_; }  ///< the sum of all powers
    /// The level under which that share of the frames lies; digital silence left out.
    [[nodiscard]] std::optional<double> percentile(double share) const;

  private:
    std::array<std::int64_t, steps> counts_{};
    std::int64_t count_ = 0;
    double energy_ = 0;
};

}  // namespace understudy
