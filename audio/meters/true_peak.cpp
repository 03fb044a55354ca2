#include "audio/meters/true_peak.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "audio/meters/lanes.hpp"

namespace understudy {
namespace {

constexpr std::size_t taps = TruePeakMeter::taps, phases = TruePeakMeter::phases;
constexpr std::size_t stretch = 32;  // samples that are interpolated or skipped together

struct Interpolator {
    std::array<std::array<float, taps>, phases> coefficients{};
    float most_gain = 0;
};

// A sinc under a Kaiser window (beta 5): flat to 0.1 dB up to 0.42 of the sample rate.
double bessel_i0(double x) {
    double sum = 1, term = 1;
    for (int k = 1; k < 30; ++k) {
        term *= (x / (2 * k)) * (x / (2 * k));
        sum += term;
    }
    return sum;
}

Interpolator make_interpolator() {
    constexpr double beta = 5;
    Interpolator made;
    for (std::size_t p = 0; p < phases; ++p) {
        const double shift = static_cast<double>(p + 1) / (phases + 1);
        double sum = 0, magnitudes = 0;
        std::array<double, taps> h{};
        for (std::size_t i = 0; i < taps; ++i) {
            const double t = static_cast<double>(i) - static_cast<double>(taps / 2 - 1) - shift;
            const double edge = t / static_cast<double>(taps / 2);
            h[i] = std::sin(std::numbers::pi * t) / (std::numbers::pi * t) *
                   bessel_i0(beta * std::sqrt(std::max(0.0, 1 - edge * edge)));
            sum += h[i];
        }
        for (std::size_t i = 0; i < taps; ++i) {
            made.coefficients[p][i] = static_cast<float>(h[i] / sum);
            magnitudes += std::fabs(h[i] / sum);
        }
        made.most_gain = std::max(made.most_gain, static_cast<float>(magnitudes));
    }
    return made;
}

const Interpolator& interpolator() {
    static const Interpolator made = make_interpolator();
    return made;
}

}  // namespace

void TruePeakMeter::begin(const SoundFormat& format) {
    past_.assign(static_cast<std::size_t>(format.channels), std::vector<float>(taps - 1, 0.0F));
}

void TruePeakMeter::hear(const Block& block) {
    for (std::size_t c = 0; c < past_.size(); ++c) hear(past_[c], block.channel(c));
}

void TruePeakMeter::finish() {
    constexpr std::array<float, taps / 2> nothing{};
    for (auto& past : past_) hear(past, nothing);
}

void TruePeakMeter::hear(std::vector<float>& past, std::span<const float> samples) {
    joined_.assign(past.begin(), past.end());
    joined_.insert(joined_.end(), samples.begin(), samples.end());
    const float gain = interpolator().most_gain;
    // The output at i needs the samples from i to i + taps - 1.
    for (std::size_t at = 0; at < samples.size(); at += stretch) {
        const std::size_t count = std::min(stretch, samples.size() - at);
        const float highest = largest_magnitude(std::span(joined_).subspan(at, count + taps - 1));
        if (highest * gain > peak_) interpolate(joined_.data() + at, count);
    }
    past.assign(joined_.end() - static_cast<std::ptrdiff_t>(taps - 1), joined_.end());
}

void TruePeakMeter::interpolate(const float* samples, std::size_t count) {
    std::array<float, stretch> value{};
    for (const auto& coefficients : interpolator().coefficients) {
        value.fill(0);
        for (std::size_t tap = 0; tap < taps; ++tap)
            for (std::size_t i = 0; i < count; ++i) value[i] += coefficients[tap] * samples[i + tap];
        peak_ = std::max(peak_, largest_magnitude(std::span(value).first(count)));
    }
    peak_ = std::max(peak_, largest_magnitude({samples, count + taps - 1}));
    interpolated_ += static_cast<std::int64_t>(count);
}

}  // namespace understudy
