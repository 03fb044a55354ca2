// Clipping, offsets, channels and drop-outs, in speech and tones that have them and in such that have not.
#include <gtest/gtest.h>

#include <algorithm>

#include "audio/meters/channel_faults.hpp"
#include "audio/meters/clipping.hpp"
#include "audio/meters/dropouts.hpp"
#include "audio/meters/lanes.hpp"
#include "audio/meters/levels.hpp"
#include "tests/audio/meters/signals.hpp"

namespace understudy {
namespace {

Signal tone(double hz, double amplitude, double seconds = 2) {
    Signal s;
    add_sine(s.channels[0], s.sample_rate, hz, amplitude, seconds);
    return s;
}

// As 16 bits would have it: rounded, and cut at full scale.
Signal in_16_bits(Signal s) {
    for (auto& channel : s.channels)
        for (float& x : channel) x = std::clamp(std::round(x * 32'768), -32'768.0F, 32'767.0F) / 32'768;
    return s;
}

Runs clipped(const Signal& signal) {
    ClippingMeter meter;
    meter.begin(signal.format());
    play(signal, [&](const Block& block) {
        float peak = 0;
        for (std::size_t c = 0; c < block.channels.size(); ++c)
            peak = std::max(peak, largest_magnitude(block.channel(c)));
        meter.hear(block, peak);
    });
    return meter.clipped();
}

TEST(Clipping, CountsRunsAtFullScale) {
    Signal s = tone(300, 0.5);
    std::fill_n(s.channels[0].begin() + 10'000, 7, 1.0F);
    std::fill_n(s.channels[0].begin() + 20'000, 3, -1.0F);
    std::fill_n(s.channels[0].begin() + 4'798, 5, 1.0F);   // from one block into the next
    s.channels[0][30'000] = s.channels[0][30'001] = 1.0F;  // an honest peak
    EXPECT_EQ(clipped(s).runs, 3);
    EXPECT_EQ(clipped(s).samples, 15);
}

TEST(Clipping, KnowsTheFullScaleOfTheSource) {
    Signal s = in_16_bits(tone(300, 1.5));
    EXPECT_GT(clipped(s).runs, 1'000);
    s.exact = false;
    s.full_scale = 1;
    for (float& x : s.channels[0]) x *= 0.999F;
    EXPECT_EQ(clipped(s).runs, 0);
}

TEST(Clipping, FindsFlatTopsThatWereMadeQuieterAfterwards) {
    Signal s = in_16_bits(tone(300, 1.5));
    for (float& x : s.channels[0]) x *= 0.5F;
    EXPECT_GT(clipped(in_16_bits(s)).runs, 1'000);
}

TEST(Clipping, TakesNoHonestWaveForAFlatTop) {
    for (const double hz : {20.0, 50.0, 100.0, 440.0, 3'000.0, 12'000.0})
        for (const double amplitude : {0.12, 0.5, 0.99})
            EXPECT_EQ(clipped(in_16_bits(tone(hz, amplitude))).runs, 0) << hz << " Hz at " << amplitude;
    const Signal speech = recorded_speech("es_MX_f_Allison", 60);
    EXPECT_EQ(clipped(speech).runs, 0);
}

TEST(Levels, TellThePeakAndTheWorstChannelsOffset) {
    Signal s = tone(100, 0.25);
    s.channels.push_back(s.channels[0]);
    for (float& x : s.channels[1]) x -= 0.03F;
    LevelMeter meter;
    meter.begin(s.format());
    play(s, [&](const Block& block) { EXPECT_EQ(meter.hear(block).loudest, 1u); });
    EXPECT_NEAR(meter.dc_offset(), 0.03, 0.0001);
    EXPECT_NEAR(static_cast<double>(meter.peak()), 0.28, 0.0001);
}

ChannelMeter heard(const Signal& signal) {
    ChannelMeter meter;
    meter.begin(signal.format());
    play(signal, [&](const Block& block) { meter.hear(block); });
    return meter;
}

TEST(Channels, AreDeadBesideOnesThatAreNot) {
    Signal s = tone(300, 0.3);
    s.channels.resize(3);
    add_noise(s.channels[1], s.samples(), 0.000'1);
    add_noise(s.channels[2], s.samples(), 0.01);
    EXPECT_EQ(heard(s).dead(), std::vector<int>{1});
    s.weights = {1, 0, 1};  // the low effects
    EXPECT_TRUE(heard(s).dead().empty());
}

TEST(Channels, OfSilenceAreNotDeadNorOneAlone) {
    Signal s;
    s.channels.assign(2, std::vector<float>(48'000, 0.0F));
    EXPECT_TRUE(heard(s).dead().empty());
    EXPECT_FALSE(heard(s).duplicated());
    s.channels.resize(1);
    EXPECT_TRUE(heard(s).dead().empty());
    EXPECT_FALSE(heard(tone(300, 0.3)).duplicated());
}

TEST(Channels, AreDuplicatesAlsoWhenACodecHasTouchedThem) {
    Signal s = tone(300, 0.3);
    s.channels.push_back(s.channels[0]);
    EXPECT_TRUE(heard(s).duplicated());
    for (std::size_t i = 0; i < s.samples(); ++i) s.channels[1][i] += i % 2 == 0 ? 0.000'1F : -0.000'1F;
    EXPECT_TRUE(heard(s).duplicated());
    for (float& x : s.channels[1]) x *= 0.99F;  // two microphones are never that alike
    EXPECT_FALSE(heard(s).duplicated());
}

std::int64_t dropouts(const Signal& signal) {
    DropoutMeter meter;
    meter.begin(signal.format());
    play(signal, [&](const Block& block) { meter.hear(block); });
    return meter.dropouts();
}

TEST(Dropouts, AreZerosInTheMiddleOfSound) {
    const Signal whole = tone(300, 0.3);
    EXPECT_EQ(dropouts(whole), 0);
    // Begins where the wave is high; within a block, over one edge, over several, and one that is too long.
    for (const auto& [at, length, found] :
         {std::tuple{10'040, 480, 1}, {14'360, 480, 1}, {10'040, 20'000, 1}, {10'040, 30'000, 0}}) {
        Signal s = whole;
        std::fill_n(s.channels[0].begin() + at, length, 0.0F);
        EXPECT_EQ(dropouts(s), found) << at << " " << length;
    }
}

TEST(Dropouts, AreNotPausesThatBeginAndEndGently) {
    Signal s = tone(300, 0.3);
    for (std::size_t i = 0; i < 4'800; ++i) {
        const float fade = std::fabs(static_cast<float>(i) - 2'400) / 2'400;
        s.channels[0][20'000 + i] *= std::max(0.0F, 2 * fade - 1);
    }
    EXPECT_EQ(dropouts(s), 0);
    Signal silent;
    silent.channels[0].assign(48'000, 0.0F);
    EXPECT_EQ(dropouts(silent), 0);
}

TEST(Dropouts, AreJumpsWhereAPieceIsMissing) {
    Signal s = tone(200, 0.5);
    auto& x = s.channels[0];
    x.erase(x.begin() + 48'060, x.begin() + 48'180);  // from the top of the wave to its bottom
    EXPECT_EQ(dropouts(s), 1);
    Signal on_the_edge = tone(200, 0.5);
    auto& y = on_the_edge.channels[0];
    y.erase(y.begin() + 48'000 + 60, y.begin() + 48'000 + 180);
    y.erase(y.begin(), y.begin() + 60);  // now at a block's first sample
    EXPECT_EQ(dropouts(on_the_edge), 1);
}

TEST(Dropouts, OfAllChannelsAreLostTogether) {
    Signal s = tone(300, 0.3);
    std::fill_n(s.channels[0].begin() + 10'040, 480, 0.0F);
    s.channels.push_back(s.channels[0]);
    EXPECT_EQ(dropouts(s), 1);
}

TEST(Dropouts, AreNoneInRecordedSpeech) {
    for (const char* language : {"es_MX_f_Allison", "en_US_f_Allison"}) {
        const Signal speech = recorded_speech(language, 100);
        EXPECT_EQ(dropouts(speech), 0) << language;
    }
}

}  // namespace
}  // namespace understudy
