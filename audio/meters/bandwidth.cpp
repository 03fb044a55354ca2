#include "audio/meters/bandwidth.hpp"

extern "C" {
#include <libavutil/mem.h>
#include <libavutil/tx.h>
}

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace understudy {
namespace {

constexpr double quietest_dbfs = -55, under_loudest_db = 30;
constexpr double under_strongest_db = 75, rounding_dbfs = -125;
constexpr std::size_t most_points = 2'048, fewest_points = 64;

}  // namespace

// FFmpeg's real transform wants its own aligned memory.
struct BandwidthMeter::Transform {
    explicit Transform(std::size_t size) : points(size), window(size) {
        const float scale = 1;
        ok = av_tx_init(&context, &function, AV_TX_FLOAT_RDFT, 0, static_cast<int>(size), &scale, 0) >= 0;
        in = static_cast<float*>(av_mallocz(size * sizeof(float)));
        out = static_cast<AVComplexFloat*>(av_mallocz((size / 2 + 1) * sizeof(AVComplexFloat)));
        ok = ok && in != nullptr && out != nullptr;
        double sum = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const double turn = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(size);
            window[i] = static_cast<float>(0.5 - 0.5 * std::cos(turn));
            sum += static_cast<double>(window[i]);
        }
        // A sine of full scale has a line of 0 dB.
        for (float& w : window) w = static_cast<float>(static_cast<double>(w) * 2 / sum);
    }
    Transform(const Transform&) = delete;
    Transform& operator=(const Transform&) = delete;
    ~Transform() {
        av_tx_uninit(&context);
        av_free(in);
        av_free(out);
    }
    std::size_t points;
    std::vector<float> window;
    AVTXContext* context = nullptr;
    av_tx_fn function = nullptr;
    float* in = nullptr;
    AVComplexFloat* out = nullptr;
    bool ok = false;
};

BandwidthMeter::BandwidthMeter() = default;
BandwidthMeter::~BandwidthMeter() = default;

void BandwidthMeter::begin(const SoundFormat& format) {
    if (format.sample_rate == sample_rate_) return;
    widest_hz_ = bandwidth_hz();
    sample_rate_ = format.sample_rate;
    spectra_ = blocks_ = 0;
    loudest_dbfs_ = silence_dbfs;
    transform_.reset();
    const std::size_t points = std::min(most_points, std::bit_floor(block_samples(sample_rate_)));
    if (points < fewest_points) return;
    transform_ = std::make_unique<Transform>(points);
    if (!transform_->ok) transform_.reset();
    power_.assign(points / 2, 0);  // without the line at half the rate, which not every version fills in
}

void BandwidthMeter::hear(std::span<const float> samples, double level_dbfs) {
    loudest_dbfs_ = std::max(loudest_dbfs_, level_dbfs);
    const bool due = blocks_++ % 2 == 0 || spectra_ == 0;
    const bool loud = level_dbfs > std::max(quietest_dbfs, loudest_dbfs_ - under_loudest_db);
    if (!due || !loud || !transform_ || samples.size() < transform_->points) return;
    Transform& t = *transform_;
    for (std::size_t i = 0; i < t.points; ++i) t.in[i] = samples[i] * t.window[i];
    t.function(t.context, t.out, t.in, sizeof(float));
    for (std::size_t line = 0; line < power_.size(); ++line) {
        const AVComplexFloat& z = t.out[line];
        power_[line] += static_cast<double>(z.re * z.re + z.im * z.im);
    }
    ++spectra_;
}

int BandwidthMeter::of_this_stretch() const {
    if (spectra_ == 0) return 0;
    constexpr std::size_t around = 2;  // lines below it: one alone may be a whistle of the studio's
    const auto level = [&](double sum) {
        return 10 * std::log10(sum / static_cast<double>(spectra_) + 1e-30);
    };
    const double strongest = level(*std::max_element(power_.begin() + 1, power_.end()));
    const double least = std::max(strongest - under_strongest_db, rounding_dbfs);
    const double hz_a_line = static_cast<double>(sample_rate_) / static_cast<double>(transform_->points);
    for (std::size_t line = power_.size(); line-- > 1 + around;) {
        const double quietest = *std::min_element(power_.begin() + static_cast<std::ptrdiff_t>(line - around),
                                                  power_.begin() + static_cast<std::ptrdiff_t>(line + 1));
        if (level(quietest) > least)
            return static_cast<int>(std::lround(static_cast<double>(line) * hz_a_line));
    }
    return static_cast<int>(std::lround(hz_a_line));
}

int BandwidthMeter::bandwidth_hz() const { return std::max(widest_hz_, of_this_stretch()); }

}  // namespace understudy
