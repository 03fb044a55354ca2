#include "audio/meters/k_weighting.hpp"

#include <cmath>
#include <numbers>

namespace understudy {

KWeighting k_weighting(double sample_rate) {
    // The analogue filters behind the recommendation's coefficients: corner, quality, gain of the shelf.
    constexpr double shelf_hz = 1681.974450955533, shelf_q = 0.7071752369554196, shelf_db = 3.999843853973347;
    constexpr double high_hz = 38.13547087602444, high_q = 0.5003270373238773,
                     mid_exponent = 0.4996667741545416;
    KWeighting k;
    {
        const double w = std::tan(std::numbers::pi * shelf_hz / sample_rate);
        const double high = std::pow(10.0, shelf_db / 20), mid = std::pow(high, mid_exponent);
        const double a0 = 1 + w / shelf_q + w * w;
        k.shelf = {(high + mid * w / shelf_q + w * w) / a0, 2 * (w * w - high) / a0,
                   (high - mid * w / shelf_q + w * w) / a0, 2 * (w * w - 1) / a0,
                   (1 - w / shelf_q + w * w) / a0};
    }
    {
        const double w = std::tan(std::numbers::pi * high_hz / sample_rate);
        const double a0 = 1 + w / high_q + w * w;
        k.high_pass = {1, -2, 1, 2 * (w * w - 1) / a0, (1 - w / high_q + w * w) / a0};
    }
    return k;
}

double KWeightedPower::hear(std::span<const float> samples) {
    const Biquad s = filter_.shelf, h = filter_.high_pass;
    double s1 = shelf1_, s2 = shelf2_, h1 = high1_, h2 = high2_, sum = 0;
    // Transposed: each filter's step waits for no more than one product of its last one.
    for (const float sample : samples) {
        const double x = static_cast<double>(sample);
        const double y = s.b0 * x + s1;
        s1 = (s.b1 * x + s2) - s.a1 * y;
        s2 = s.b2 * x - s.a2 * y;
        const double z = y + h1;  // b0 is 1, b1 -2, b2 1
        h1 = (h2 - 2 * y) - h.a1 * z;
        h2 = y - h.a2 * z;
        sum += z * z;
    }
    // After sound the filters ring down towards numbers that processors are slow at.
    const auto settle = [](double v) { return std::fabs(v) < 1e-30 ? 0.0 : v; };
    shelf1_ = settle(s1);
    shelf2_ = settle(s2);
    high1_ = settle(h1);
    high2_ = settle(h2);
    return sum;
}

}  // namespace understudy
