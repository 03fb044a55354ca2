// Loudness against the signals that EBU Tech 3341 and 3342 define, and against libebur128.
#include "audio/meters/loudness.hpp"

#include <ebur128.h>
#include <gtest/gtest.h>

#include <memory>

#include "tests/audio/meters/signals.hpp"

namespace understudy {
namespace {

LoudnessMeter heard(const Signal& signal) {
    LoudnessMeter meter;
    meter.begin(signal.format());
    play(signal, [&](const Block& block) { static_cast<void>(meter.hear(block)); });
    return meter;
}

void expect_loudness(const Signal& signal, double expected_lufs) {
    const auto loudness = heard(signal).integrated_lufs();
    ASSERT_TRUE(loudness.has_value());
    EXPECT_NEAR(*loudness, expected_lufs, 0.1);
}

void expect_range(const Signal& signal, double expected_lu) {
    const auto range = heard(signal).range_lu();
    ASSERT_TRUE(range.has_value());
    EXPECT_NEAR(*range, expected_lu, 1.0);
}

struct FreeEbur128 {
    void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};

// What libebur128 says of a mono signal.
std::pair<double, double> reference(const Signal& signal) {
    const std::unique_ptr<ebur128_state, FreeEbur128> state(
        ebur128_init(1, static_cast<unsigned long>(signal.sample_rate), EBUR128_MODE_I | EBUR128_MODE_LRA));
    ebur128_add_frames_float(state.get(), signal.channels[0].data(), signal.samples());
    double loudness = 0, range = 0;
    ebur128_loudness_global(state.get(), &loudness);
    ebur128_loudness_range(state.get(), &range);
    return {loudness, range};
}

TEST(Tech3341, Case1AToneIsAsLoudAsItIs) { expect_loudness(stereo_tones({{-23, 20}}), -23); }

TEST(Tech3341, Case2AQuieterToneToo) { expect_loudness(stereo_tones({{-33, 20}}), -33); }

TEST(Tech3341, Case3TheRelativeGateLeavesOutWhatIsSoft) {
    expect_loudness(stereo_tones({{-36, 10}, {-23, 60}, {-36, 10}}), -23);
}

TEST(Tech3341, Case4TheAbsoluteGateLeavesOutWhatIsNearSilence) {
    expect_loudness(stereo_tones({{-72, 10}, {-36, 10}, {-23, 60}, {-36, 10}, {-72, 10}}), -23);
}

TEST(Tech3341, Case5TheGateFollowsTheMean) {
    expect_loudness(stereo_tones({{-26, 20}, {-20, 20.1}, {-26, 20}}), -23);
}

TEST(Tech3341, Case6SurroundsCountMore) {
    Signal s;
    s.channels.resize(5);
    s.weights = {1, 1, 1, 1.41, 1.41};
    const double levels[] = {-28, -28, -24, -30, -30};
    for (std::size_t c = 0; c < 5; ++c)
        add_sine(s.channels[c], s.sample_rate, 1'000, amplitude_of(levels[c]), 20);
    expect_loudness(s, -23);
}

TEST(Tech3342, Case1ARangeOfTen) { expect_range(stereo_tones({{-20, 20}, {-30, 20}}), 10); }
TEST(Tech3342, Case2ARangeOfFive) { expect_range(stereo_tones({{-20, 20}, {-15, 20}}), 5); }
TEST(Tech3342, Case3ARangeOfTwenty) { expect_range(stereo_tones({{-40, 20}, {-20, 20}}), 20); }
TEST(Tech3342, Case4AnArchOfFifteen) {
    expect_range(stereo_tones({{-50, 20}, {-35, 20}, {-20, 20}, {-35, 20}, {-50, 20}}), 15);
}

TEST(Loudness, AgreesWithLibebur128OnSpeech) {
    const Signal speech = recorded_speech("es_MX_f_Allison", 60);
    if (speech.samples() == 0) GTEST_SKIP() << "asterisk-core-sounds-es-wav is not installed";
    const auto [loudness, range] = reference(speech);
    const LoudnessMeter meter = heard(speech);
    EXPECT_NEAR(meter.integrated_lufs().value(), loudness, 0.02);
    EXPECT_NEAR(meter.range_lu().value(), range, 0.2);
}

TEST(Loudness, AgreesWithLibebur128AtEveryRate) {
    for (const int rate : {8'000, 11'025, 16'000, 22'050, 32'000, 44'100, 48'000, 88'200, 96'000, 192'000}) {
        Signal s;
        s.sample_rate = rate;
        for (int i = 0; i < 8; ++i)
            add_noise(s.channels[0], static_cast<std::size_t>(rate), amplitude_of(-30 + 3 * i), 7);
        const auto [loudness, range] = reference(s);
        EXPECT_NEAR(heard(s).integrated_lufs().value(), loudness, 0.05) << rate;
        // It takes a window each second, we each tenth of one: in eight seconds that makes a difference.
        EXPECT_NEAR(heard(s).range_lu().value(), range, 1.0) << rate;
    }
}

TEST(Loudness, SaysNothingOfSilenceAndOfWhatIsTooShort) {
    Signal silent;
    silent.channels[0].assign(480'000, 0.0F);
    EXPECT_EQ(heard(silent).integrated_lufs(), std::nullopt);
    EXPECT_EQ(heard(silent).range_lu(), std::nullopt);
    EXPECT_EQ(heard(stereo_tones({{-20, 0.39}})).integrated_lufs(), std::nullopt);
    EXPECT_TRUE(heard(stereo_tones({{-20, 0.4}})).integrated_lufs().has_value());
    EXPECT_EQ(heard(stereo_tones({{-20, 2.9}})).range_lu(), std::nullopt);
}

TEST(Loudness, GoesOnWhenTheRateChangesOnTheWay) {
    LoudnessMeter meter;
    for (const int rate : {48'000, 44'100}) {
        Signal s;
        s.sample_rate = rate;
        add_sine(s.channels[0], rate, 1'000, amplitude_of(-20), 10);
        meter.begin(s.format());
        play(s, [&](const Block& block) { static_cast<void>(meter.hear(block)); });
    }
    EXPECT_NEAR(meter.integrated_lufs().value(), -23, 0.1);
}

}  // namespace
}  // namespace understudy
