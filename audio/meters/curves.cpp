#include "audio/meters/curves.hpp"

#include <algorithm>
#include <cmath>

#include "audio/meters/loudness.hpp"

namespace understudy {
namespace {

float hundredths(double value) {
    return static_cast<float>(std::round(value * 100) / 100 + 0.0);  // no -0
}

}  // namespace

void CurveMeter::Point::add(const Point& other) {
    energy += other.energy;
    peak = std::max(peak, other.peak);
    blocks += other.blocks;
}

void CurveMeter::hear(double loudness_lufs, float peak, double power) {
    const double bin = std::clamp(std::round(power_db(power)) + 100, 0.0, static_cast<double>(bins - 1));
    ++histogram_[static_cast<std::size_t>(bin)];
    current_.add({loudness_lufs > silence_lufs ? energy_of(loudness_lufs) : 0, peak, 1});
    if (current_.blocks < blocks_a_point_) return;
    points_.push_back(current_);
    current_ = {};
    if (points_.size() == most_points) join_pairs();
}

void CurveMeter::join_pairs() {
    for (std::size_t i = 0; i < points_.size() / 2; ++i) {
        points_[i] = points_[2 * i];
        points_[i].add(points_[2 * i + 1]);
    }
    points_.resize(points_.size() / 2);
    blocks_a_point_ *= 2;
}

void CurveMeter::finish() {
    if (current_.blocks > 0) points_.push_back(current_);
    current_ = {};
}

std::vector<float> CurveMeter::loudness_lufs() const {
    std::vector<float> curve;
    for (const Point& p : points_)
        curve.push_back(hundredths(std::max(silence_lufs, lufs(p.energy / static_cast<double>(p.blocks)))));
    return curve;
}

std::vector<float> CurveMeter::peak_dbfs() const {
    std::vector<float> curve;
    for (const Point& p : points_) curve.push_back(hundredths(amplitude_db(static_cast<double>(p.peak))));
    return curve;
}

}  // namespace understudy
