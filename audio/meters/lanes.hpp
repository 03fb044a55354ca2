// Sums and maxima over many samples, in eight independent lanes: the order of the additions is ours to
// choose, and so the compiler may use the processor's vectors.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <span>

namespace understudy {

constexpr std::size_t lane_count = 8;

/// Folds term(sample) over all samples with `join`, which must be associative and commutative.
template <class Term, class Join>
[[nodiscard]] inline float fold_lanes(std::span<const float> samples, float start, Term term, Join join) {
    std::array<float, lane_count> lanes{};
    lanes.fill(start);
    const std::size_t whole = samples.size() - samples.size() % lane_count;
    for (std::size_t i = 0; i < whole; i += lane_count)
        for (std::size_t lane = 0; lane < lane_count; ++lane)
            lanes[lane] = join(lanes[lane], term(samples[i + lane]));
    for (std::size_t i = whole; i < samples.size(); ++i) lanes[0] = join(lanes[0], term(samples[i]));
    float all = lanes[0];
    for (std::size_t lane = 1; lane < lane_count; ++lane) all = join(all, lanes[lane]);
    return all;
}

constexpr auto larger = [](float a, float b) { return a > b ? a : b; };
constexpr auto plus = [](float a, float b) { return a + b; };

[[nodiscard]] inline float largest_magnitude(std::span<const float> samples) {
    return fold_lanes(
        samples, 0.0F, [](float x) { return std::fabs(x); }, larger);
}
[[nodiscard]] inline float sum_of(std::span<const float> samples) {
    return fold_lanes(
        samples, 0.0F, [](float x) { return x; }, plus);
}
[[nodiscard]] inline float sum_of_squares(std::span<const float> samples) {
    return fold_lanes(
        samples, 0.0F, [](float x) { return x * x; }, plus);
}

}  // namespace understudy
