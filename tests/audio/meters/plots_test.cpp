// Bandwidth, curves, histogram and digest.
#include <gtest/gtest.h>

#include "audio/meters/bandwidth.hpp"
#include "audio/meters/curves.hpp"
#include "audio/meters/sample_digest.hpp"
#include "tests/audio/meters/signals.hpp"

namespace understudy {
namespace {

int bandwidth(const Signal& signal, double level_dbfs = -20) {
    BandwidthMeter meter;
    meter.begin(signal.format());
    play(signal, [&](const Block& block) { meter.hear(block.channel(0), level_dbfs); });
    return meter.bandwidth_hz();
}

// Noise below a frequency and rounding above it, as what was made of a telephone's recording.
Signal noise_up_to(double hz, int sample_rate) {
    constexpr int half = 400;
    std::vector<float> white;
    add_noise(white, static_cast<std::size_t>(sample_rate) + 2 * half, 0.5);
    std::vector<double> sinc(2 * half + 1);
    for (int i = -half; i <= half; ++i) {
        const double x = 2 * std::numbers::pi * hz / sample_rate * i, t = std::numbers::pi * i / half;
        const double window =
            0.35875 + 0.48829 * std::cos(t) + 0.14128 * std::cos(2 * t) + 0.01168 * std::cos(3 * t);
        sinc[static_cast<std::size_t>(i + half)] =
            2 * hz / sample_rate * (i == 0 ? 1 : std::sin(x) / x) * window;
    }
    Signal s;
    s.sample_rate = sample_rate;
    for (std::size_t at = 0; at + sinc.size() <= white.size(); ++at) {
        double sum = 0;
        for (std::size_t i = 0; i < sinc.size(); ++i) sum += static_cast<double>(white[at + i]) * sinc[i];
        s.channels[0].push_back(static_cast<float>(std::round(sum * 32'768) / 32'768));
    }
    return s;
}

TEST(Bandwidth, IsThatOfTheSoundAndNotOfTheFile) {
    EXPECT_NEAR(bandwidth(noise_up_to(3'800, 48'000)), 3'800, 300);
    EXPECT_NEAR(bandwidth(noise_up_to(8'000, 44'100)), 8'000, 300);
    EXPECT_NEAR(bandwidth(noise_up_to(16'000, 48'000)), 16'000, 300);
    EXPECT_NEAR(bandwidth(noise_up_to(3'400, 8'000)), 3'400, 150);
}

TEST(Bandwidth, OfHissIsAllThereIs) {
    Signal s;
    add_noise(s.channels[0], 96'000, 0.3);
    EXPECT_GT(bandwidth(s), 23'500);
}

TEST(Bandwidth, IsNotKnownOfSilenceAndOfAMoment) {
    Signal s;
    add_noise(s.channels[0], 96'000, 0.3);
    EXPECT_EQ(bandwidth(s, -70), 0);
    Signal moment;
    add_noise(moment.channels[0], 100, 0.3);
    EXPECT_EQ(bandwidth(moment), 0);
}

TEST(Curves, HaveAPointForEachTenthOfASecondOfSomethingShort) {
    CurveMeter meter;
    for (int i = 0; i < 30; ++i) meter.hear(-20 - i, 0.5F, 0.01);
    meter.finish();
    EXPECT_EQ(meter.step_us(), 100'000);
    ASSERT_EQ(meter.loudness_lufs().size(), 30u);
    EXPECT_FLOAT_EQ(meter.loudness_lufs()[3], -23);
    EXPECT_FLOAT_EQ(meter.peak_dbfs()[3], -6.02F);
}

TEST(Curves, NeverHaveMoreThanTheirPointsAndCoverAllTheTime) {
    for (const std::int64_t blocks : {1, 239, 240, 241, 5'000, 72'000, 432'001}) {
        CurveMeter meter;
        for (std::int64_t i = 0; i < blocks; ++i) meter.hear(-30, i == 7 ? 1.0F : 0.1F, 0.001);
        meter.finish();
        const auto points = static_cast<std::int64_t>(meter.loudness_lufs().size());
        EXPECT_LE(points, 240);
        EXPECT_EQ(meter.peak_dbfs().size(), meter.loudness_lufs().size());
        EXPECT_GE(points * meter.step_us(), blocks * 100'000);
        EXPECT_LT((points - 1) * meter.step_us(), blocks * 100'000);
        EXPECT_NEAR(static_cast<double>(meter.loudness_lufs().front()), -30, 0.01);
        EXPECT_EQ(meter.peak_dbfs().front(), blocks > 7 && meter.step_us() > 700'000 ? 0.0F : -20.0F)
            << blocks;
    }
}

TEST(Curves, GiveSilenceItsLowestPoint) {
    CurveMeter meter;
    meter.hear(-70, 0, 0);
    meter.finish();
    EXPECT_EQ(meter.loudness_lufs(), std::vector<float>{-70});
    EXPECT_EQ(meter.peak_dbfs(), std::vector<float>{-120});
    EXPECT_EQ(meter.histogram()[0], 1u);
}

TEST(Histograms, CountTenthsOfASecondByTheirLevel) {
    CurveMeter meter;
    for (const double dbfs : {0.0, -20.0, -20.4, -20.6, -99.0, -150.0, 6.0})
        meter.hear(-20, 0.1F, std::pow(10.0, dbfs / 10));
    const auto& bins = meter.histogram();
    ASSERT_EQ(bins.size(), 101u);
    EXPECT_EQ(bins[100], 2u);
    EXPECT_EQ(bins[80], 2u);
    EXPECT_EQ(bins[79], 1u);
    EXPECT_EQ(bins[1], 1u);
    EXPECT_EQ(bins[0], 1u);
}

std::string digest(const Signal& signal, std::size_t block = 4'800) {
    SampleDigest meter;
    meter.begin(signal.format());
    for (std::size_t from = 0; from < signal.samples(); from += block) {
        std::vector<const float*> pointers;
        for (const auto& channel : signal.channels) pointers.push_back(channel.data() + from);
        meter.hear({pointers, std::min(block, signal.samples() - from)});
    }
    return meter.finish();
}

TEST(Digests, AreThoseOfTheSamplesHoweverTheyCome) {
    Signal s;
    add_noise(s.channels[0], 50'000, 0.5);
    const std::string whole = digest(s);
    EXPECT_EQ(whole.size(), 32u);
    EXPECT_EQ(digest(s, 1'024), whole);
    Signal other = s;
    other.channels[0][40'000] += 1.0F / 32'768;
    EXPECT_NE(digest(other), whole);
    other = s;
    other.sample_rate = 44'100;
    EXPECT_NE(digest(other), whole);
    other = s;
    other.channels.push_back(s.channels[0]);
    EXPECT_NE(digest(other), whole);
    EXPECT_EQ(digest(Signal{}), "");
}

}  // namespace
}  // namespace understudy
