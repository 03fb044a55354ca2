// Speech, noise and silence: real speech against what is none.
#include "audio/meters/activity.hpp"

#include <gtest/gtest.h>

#include "tests/audio/meters/signals.hpp"

namespace understudy {
namespace {

Activity heard(const Signal& signal) {
    ActivityMeter meter;
    meter.begin(signal.format());
    play(signal, [&](const Block& block) { meter.hear(block.channel(0)); });
    return meter.finish();
}

double seconds(std::int64_t us) { return static_cast<double>(us) / 1e6; }
double length_s(const Signal& s) { return static_cast<double>(s.samples()) / s.sample_rate; }

void add_silence(Signal& s, double duration_s) {
    s.channels[0].insert(s.channels[0].end(), static_cast<std::size_t>(duration_s * s.sample_rate), 0.0F);
}

// Speech in a room: noise of that level under all of it, and pauses.
Signal in_a_room(const Signal& speech, double noise_dbfs, double pause_s) {
    Signal s;
    s.sample_rate = speech.sample_rate;
    add_silence(s, pause_s);
    s.channels[0].insert(s.channels[0].end(), speech.channels[0].begin(), speech.channels[0].end());
    add_silence(s, pause_s);
    std::vector<float> noise;
    add_noise(noise, s.samples(), amplitude_of(noise_dbfs) * std::sqrt(3.0));  // even noise's RMS is 1/√3
    for (std::size_t i = 0; i < noise.size(); ++i) s.channels[0][i] += noise[i];
    return s;
}

class Speech : public testing::TestWithParam<const char*> {
  protected:
    void SetUp() override {
        if (speech_.samples() == 0) GTEST_SKIP() << "the recordings are not installed";
    }
    Signal speech_ = recorded_speech(GetParam(), 80);
};

TEST_P(Speech, IsNearlyAllOfWhatASpeakerRecorded) {
    EXPECT_GT(seconds(heard(speech_).speech_us), 0.85 * length_s(speech_));
}

TEST_P(Speech, IsNotLongerForThePausesAroundIt) {
    const Activity alone = heard(speech_), between = heard(in_a_room(speech_, -65, 30));
    EXPECT_NEAR(seconds(between.speech_us), seconds(alone.speech_us), 0.05 * length_s(speech_));
    EXPECT_NEAR(seconds(between.leading_silence_us), 30, 0.5);
    EXPECT_NEAR(seconds(between.trailing_silence_us), 30, 0.5);
    EXPECT_GT(seconds(between.silence_us), 58);
    EXPECT_LE(seconds(between.silence_us) + seconds(between.speech_us), length_s(speech_) + 60);
}

TEST_P(Speech, StandsAboveTheRoomsNoise) {
    const double speech_dbfs = heard(speech_).speech_dbfs.value();
    for (const double noise_dbfs : {-65.0, -50.0, -40.0}) {
        const Activity a = heard(in_a_room(speech_, noise_dbfs, 30));
        EXPECT_NEAR(a.noise_floor_dbfs.value(), noise_dbfs, 2) << noise_dbfs;
        EXPECT_NEAR(a.snr_db.value(), speech_dbfs - noise_dbfs, 3) << noise_dbfs;
    }
}

INSTANTIATE_TEST_SUITE_P(Voices, Speech,
                         testing::Values("es_MX_f_Allison", "en_US_f_Allison", "fr_CA_f_June"));

TEST(NoSpeech, IsInNoise) {
    for (const double dbfs : {-10.0, -30.0, -55.0}) {
        Signal s;
        add_noise(s.channels[0], 960'000, amplitude_of(dbfs));
        EXPECT_EQ(heard(s).speech_us, 0) << dbfs;
        EXPECT_NEAR(heard(s).noise_floor_dbfs.value(), dbfs - 4.8, 1);
        EXPECT_EQ(heard(s).snr_db, std::nullopt);
    }
}

TEST(NoSpeech, IsInTonesAndMelodies) {
    Signal s;
    for (int round = 0; round < 8; ++round)
        for (const double hz : {262.0, 330.0, 392.0, 523.0, 440.0, 349.0}) {
            const std::size_t from = s.samples();
            add_sine(s.channels[0], s.sample_rate, hz, 0.3, 0.4);
            add_sine(s.channels[0], s.sample_rate, hz, 0, 0.1);
            // Struck, and dying away.
            for (std::size_t i = from; i < s.samples(); ++i)
                s.channels[0][i] *= std::exp(-static_cast<float>(i - from) / 6'000);
        }
    EXPECT_EQ(heard(s).speech_us, 0);
}

TEST(Silence, IsAllOfASilentRecording) {
    Signal s;
    add_silence(s, 10);
    const Activity a = heard(s);
    EXPECT_EQ(a.silence_us, 10'000'000);
    EXPECT_EQ(a.leading_silence_us, 10'000'000);
    EXPECT_EQ(a.trailing_silence_us, 10'000'000);
    EXPECT_EQ(a.speech_us, 0);
    EXPECT_EQ(a.noise_floor_dbfs, std::nullopt);
    EXPECT_EQ(heard(Signal{}).silence_us, 0);
}

TEST(Silence, IsToldAtBothEndsAndInTheMiddle) {
    Signal s;
    add_silence(s, 3);
    add_sine(s.channels[0], s.sample_rate, 400, 0.3, 5);
    add_silence(s, 4);
    add_sine(s.channels[0], s.sample_rate, 400, 0.3, 5);
    add_silence(s, 2);
    const Activity a = heard(s);
    EXPECT_EQ(a.leading_silence_us, 3'000'000);
    EXPECT_EQ(a.trailing_silence_us, 2'000'000);
    EXPECT_NEAR(seconds(a.silence_us), 9, 0.85);  // its edges belong to the sound, 200 ms each
}

TEST(Silence, IsNoOffset) {
    Signal s;
    s.channels[0].assign(480'000, 0.25F);
    EXPECT_EQ(heard(s).silence_us, 10'000'000);
}

}  // namespace
}  // namespace understudy
