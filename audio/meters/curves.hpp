// Loudness and peak over time for a plot, at most 240 points of each, and the histogram of levels. The length
// is not known beforehand: when the points are used up, neighbours are joined in pairs, and each point from
// then on stands for twice the time.
#pragma once

#include <cstdint>
#include <vector>

#include "audio/meters/block.hpp"

namespace understudy {

class CurveMeter {
  public:
    /// One block: its own loudness, its peak (a magnitude), its power.
    void hear(double loudness_lufs, float peak, double power);
    /// At the end: what a last point has of its time is enough for it.
    void finish();

    [[nodiscard]] std::int64_t step_us() const { return points_.empty() ? 0 : blocks_a_point_ * block_us; }
    [[nodiscard]] std::vector<float> loudness_lufs() const;
    [[nodiscard]] std::vector<float> peak_dbfs() const;
    /// How many blocks have which RMS: bin i holds those from i - 100.5 to i - 99.5 dBFS, the outer ones the
    /// rest.
    [[nodiscard]] const std::vector<std::uint32_t>& histogram() const { return histogram_; }

    static constexpr std::size_t most_points = 240, bins = 101;

  private:
    struct Point {
        double energy = 0;  // K-weighted, summed over its blocks
        float peak = 0;
        std::int64_t blocks = 0;
        void add(const Point& other);
    };
    void join_pairs();
    std::vector<Point> points_;
    Point current_;
    std::int64_t blocks_a_point_ = 1;
    std::vector<std::uint32_t> histogram_ = std::vector<std::uint32_t>(bins, 0);
};

}  // namespace understudy
