// How often values fell under each of some bounds.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "core/time.hpp"

namespace understudy::metrics {

[[nodiscard]] inline double in_seconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

/// `bounds` rise, and outlive it.
class Histogram {
  public:
    explicit Histogram(std::span<const double> bounds) : bounds_(bounds), counts_(bounds.size() + 1) {}
    /// From what was counted elsewhere: one count more than there are bounds.
    Histogram(std::span<const double> bounds, std::vector<std::uint64_t> counts, double sum)
        : bounds_(bounds), counts_(std::move(counts)), sum_(sum) {
        counts_.resize(bounds.size() + 1);
    }

    /// A bound counts what is equal to it.
    void observe(double value) {
        const auto bound = std::lower_bound(bounds_.begin(), bounds_.end(), value);
        counts_[static_cast<std::size_t>(bound - bounds_.begin())] += 1;
        sum_ += value;
    }
    void observe(Duration duration) { observe(in_seconds(duration)); }

    [[nodiscard]] std::span<const double> bounds() const { return bounds_; }
    /// One for each bound, and one for what is above all of them.
    [[nodiscard]] std::span<const std::uint64_t> counts() const { return counts_; }
    [[nodiscard]] double sum() const { return sum_; }

  private:
    std::span<const double> bounds_;
    std::vector<std::uint64_t> counts_;
    double sum_ = 0;
};

}  // namespace understudy::metrics
