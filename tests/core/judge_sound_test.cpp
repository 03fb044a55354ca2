// What preflight says of how a recording sounds. Every fault alone gives its one finding, and a good take
// none.
#include <gtest/gtest.h>

#include <functional>

#include "core/judge.hpp"

namespace understudy::testing {
namespace {

/// A minute and a half of a good speaker in a good room.
Measurement good_take() {
    Measurement m{90'000'000, "wav", "pcm_s24le", 48'000, 2, std::string(64, 'a'), std::string(32, 'b')};
    m.meters = meters_version;
    m.sound.bit_depth = 24;
    m.sound.integrated_lufs = -22.8;
    m.sound.loudness_range_lu = 8;
    m.sound.true_peak_dbtp = -3.2;
    m.sound.sample_peak_dbfs = -3.5;
    m.sound.noise_floor_dbfs = -64;
    m.sound.snr_db = 41;
    m.sound.speech_us = 60'000'000;
    m.sound.silence_us = 20'000'000;
    m.sound.bandwidth_hz = 19'500;
    m.sound.digest = std::string(32, 'd');
    return m;
}

std::vector<Finding> judged(const std::function<void(Measurement&)>& change, const Thresholds& limits = {}) {
    Measurement m = good_take();
    change(m);
    return judge(m, "/srv/a.wav", limits);
}

struct Fault {
    const char* reason;
    const char* detail;
    std::function<void(Measurement&)> make;
};

const std::vector<Fault>& faults() {
    static const std::vector<Fault> all{
        {"not_heard",
         "a.wav has 2 channels at 1000000 Hz, which is beyond what is measured: how it sounds is not known",
         [](Measurement& m) { m.sound = {}, m.sample_rate = 1'000'000; }},
        {"silent", "a.wav is silent",
         [](Measurement& m) {
             m.sound = {};
             m.sound.digest = std::string(32, 'd');
             m.sound.silence_us = m.duration_us;
         }},
        {"clipped", "a.wav is clipped in 12 places (340 samples at full scale)",
         [](Measurement& m) {
             m.sound.clipped_runs = 12, m.sound.clipped_samples = 340;
             m.sound.true_peak_dbtp = 1.4;  // of the same cause: said once
         }},
        {"true_peak", "a.wav peaks at 0.4 dBTP, above -1.0 dBTP: a lossy codec will overshoot",
         [](Measurement& m) { m.sound.true_peak_dbtp = 0.4; }},
        {"too_quiet", "a.wav is quiet: -41.2 LUFS, under -35.0",
         [](Measurement& m) { m.sound.integrated_lufs = -41.2; }},
        {"too_loud", "a.wav is loud: -9.0 LUFS, over -12.0",
         [](Measurement& m) { m.sound.integrated_lufs = -9; }},
        {"loudness_range", "a.wav has a loudness range of 24.0 LU, over 20.0",
         [](Measurement& m) { m.sound.loudness_range_lu = 24; }},
        {"noisy", "a.wav has a noise floor of -44.0 dBFS, above -50.0",
         [](Measurement& m) { m.sound.noise_floor_dbfs = -44; }},
        {"low_snr",
         "a.wav has speech only 14 dB above its noise (noise floor -40.0 dBFS); 20 dB or more make a clean "
         "voice",
         [](Measurement& m) { m.sound.noise_floor_dbfs = -40, m.sound.snr_db = 14; }},
        {"much_silence", "a.wav is silent for 80 % of its time",
         [](Measurement& m) { m.sound.silence_us = 72'000'000, m.sound.speech_us = 18'000'000; }},
        {"little_speech", "a.wav holds little speech: 10 % of its time",
         [](Measurement& m) { m.sound.speech_us = 9'000'000; }},
        {"leading_silence", "a.wav begins with 7.5 s of silence",
         [](Measurement& m) { m.sound.leading_silence_us = 7'500'000; }},
        {"trailing_silence", "a.wav ends with 12.0 s of silence",
         [](Measurement& m) { m.sound.trailing_silence_us = 12'000'000; }},
        {"dead_channel", "a.wav has nothing on channel 2",
         [](Measurement& m) { m.sound.dead_channels = {1}; }},
        {"duplicated_channels", "a.wav holds the same sound in all 2 channels",
         [](Measurement& m) { m.sound.duplicated_channels = true; }},
        {"dc_offset", "a.wav has a DC offset of 3.1 % of full scale",
         [](Measurement& m) { m.sound.dc_offset = 0.031; }},
        {"dropouts", "a.wav drops out in 1 place", [](Measurement& m) { m.sound.dropouts = 1; }},
        {"low_bandwidth", "a.wav sounds like a telephone: nothing is heard above 3.4 kHz",
         [](Measurement& m) { m.sound.bandwidth_hz = 3'400; }},
    };
    return all;
}

TEST(ATake, ThatIsGoodPassesWithoutAWord) {
    EXPECT_TRUE(judged([](Measurement&) {}).empty());
}

TEST(ATake, WithOneFaultWarnsOfThatOneAloneWithACure) {
    for (const Fault& fault : faults()) {
        const auto findings = judged(fault.make);
        ASSERT_EQ(findings.size(), 1u) << fault.reason;
        EXPECT_EQ(findings[0].reason, fault.reason);
        EXPECT_EQ(findings[0].verdict, FileVerdict::warn) << fault.reason;
        EXPECT_EQ(findings[0].detail, fault.detail);
        EXPECT_FALSE(findings[0].cure.empty()) << fault.reason;
        EXPECT_NE(words_of_finding(fault.reason).are, words_of_finding("no such reason").are) << fault.reason;
    }
}

TEST(ATake, WithAllFaultsButSilenceCarriesThemAll) {
    const auto findings = judged([](Measurement& m) {
        for (const Fault& fault : faults())
            if (std::string_view(fault.reason) != "silent" && std::string_view(fault.reason) != "not_heard")
                fault.make(m);
    });
    EXPECT_GE(findings.size(), 10u);
}

TEST(ATake, IsJudgedByTheThresholdsThatItIsGiven) {
    Thresholds strict;
    strict.quietest_lufs = -20;
    strict.min_snr_db = 50;
    strict.max_true_peak_dbtp = -6;
    EXPECT_EQ(judged([](Measurement&) {}, strict).size(), 3u);
    Thresholds lenient;
    lenient.max_clipped_runs_per_minute = 100;
    lenient.max_true_peak_dbtp = 3;
    EXPECT_TRUE(judged([](Measurement& m) { m.sound.clipped_runs = 12; }, lenient).empty());
}

TEST(ATake, IsNotCalledClippedForOneRunInALongOne) {
    EXPECT_TRUE(
        judged([](Measurement& m) { m.sound.clipped_runs = 1, m.duration_us = 100'000'000; }).empty());
}

TEST(ATake, OfLessThanAMinuteIsNotJudgedByItsLoudnessRange) {
    EXPECT_TRUE(judged([](Measurement& m) {
                    m.duration_us = 59'000'000;
                    m.sound.speech_us = 50'000'000;
                    m.sound.loudness_range_lu = 30;
                }).empty());
}

TEST(ATake, ThatIsTooShortForALoudnessIsNotCalledSilent) {
    EXPECT_TRUE(judged([](Measurement& m) {
                    m.duration_us = 300'000;
                    m.sound.speech_us = 300'000;
                    m.sound.silence_us = 0;
                    m.sound.integrated_lufs.reset();
                    m.sound.loudness_range_lu.reset();
                }).empty());
}

TEST(ATake, ThatNobodyListenedToIsJudgedByItsSampleRateAlone) {
    const auto findings = judged([](Measurement& m) { m.meters = 0, m.sound = {}, m.sample_rate = 8'000; });
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].detail, "a.wav sounds like a telephone: nothing is heard above 4.0 kHz");
}

}  // namespace
}  // namespace understudy::testing
