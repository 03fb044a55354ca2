// True peak against the signals that EBU Tech 3341 defines, and against libebur128.
#include "audio/meters/true_peak.hpp"

#include <ebur128.h>
#include <gtest/gtest.h>

#include <memory>

#include "tests/audio/meters/signals.hpp"

namespace understudy {
namespace {

TruePeakMeter heard(const Signal& signal) {
    TruePeakMeter meter;
    meter.begin(signal.format());
    play(signal, [&](const Block& block) { meter.hear(block); });
    meter.finish();
    return meter;
}

double peak_of(const Signal& signal) { return amplitude_db(static_cast<double>(heard(signal).peak())); }

void expect_peak(double measured, double expected, const std::string& what) {
    EXPECT_LE(measured, expected + 0.2) << what;
    EXPECT_GE(measured, expected - 0.4) << what;
}

// A tone that fades in and out, since an abrupt beginning has a higher peak of its own.
Signal tone(double of_the_rate, double amplitude, double phase_degrees, int rate = 48'000) {
    Signal s;
    s.sample_rate = rate;
    add_sine(s.channels[0], rate, of_the_rate * rate, amplitude, 1.0, phase_degrees);
    auto& samples = s.channels[0];
    constexpr std::size_t fade = 1'000;
    for (std::size_t i = 0; i < fade; ++i) {
        const float gain = static_cast<float>(i) / fade;
        samples[i] *= gain;
        samples[samples.size() - 1 - i] *= gain;
    }
    return s;
}

TEST(Tech3341, Case15ToCase19TruePeaksOfTones) {
    expect_peak(peak_of(tone(1.0 / 4, 0.5, 0)), -6, "15");
    expect_peak(peak_of(tone(1.0 / 4, 0.5, 45)), -6, "16");
    expect_peak(peak_of(tone(1.0 / 6, 0.5, 60)), -6, "17");
    expect_peak(peak_of(tone(1.0 / 8, 0.5, 67.5)), -6, "18");
    expect_peak(peak_of(tone(1.0 / 4, 1.41, 45)), 3, "19");
}

// One period of fs/4 at full scale inside fs/6 at half of it, made at four times the rate, and decimated
// after each of the four first samples.
TEST(Tech3341, Case20ToCase23PeaksBetweenTheSamples) {
    for (int offset = 0; offset < 4; ++offset) {
        std::vector<float> fine;
        add_sine(fine, 192'000, 8'000, 0.5, 0.1);
        add_sine(fine, 192'000, 12'000, 1.0, 1.0 / 12'000);
        add_sine(fine, 192'000, 8'000, 0.5, 0.1);
        // Band-limited to the lower rate, as the definition wants it: a long windowed sinc.
        constexpr int half = 256;
        Signal s;
        for (std::size_t at = static_cast<std::size_t>(half + offset); at + half < fine.size(); at += 4) {
            double sum = 0;
            for (int i = -half; i <= half; ++i) {
                const double t = i / 4.0, edge = std::cos(std::numbers::pi * i / (2.0 * half));
                const double sinc = i == 0 ? 1 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
                sum +=
                    static_cast<double>(fine[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at) + i)]) *
                    sinc * edge * edge / 4;
            }
            s.channels[0].push_back(static_cast<float>(sum));
        }
        expect_peak(peak_of(s), 0, std::to_string(20 + offset));
    }
}

TEST(TruePeak, IsThatOfATonesWaveAtAnyFrequencyAndPhase) {
    for (double hz = 0.01; hz < 0.42; hz += 0.037)
        for (double phase = 0; phase < 180; phase += 22.5)
            expect_peak(peak_of(tone(hz, 0.5, phase)), -6.02,
                        std::to_string(hz) + " " + std::to_string(phase));
}

TEST(TruePeak, AgreesWithLibebur128OnSpeech) {
    const Signal speech = recorded_speech("es_MX_f_Allison", 60);
    if (speech.samples() == 0) GTEST_SKIP() << "asterisk-core-sounds-es-wav is not installed";
    ebur128_state* state = ebur128_init(1, 8'000, EBUR128_MODE_TRUE_PEAK);
    ebur128_add_frames_float(state, speech.channels[0].data(), speech.samples());
    double peak = 0;
    ebur128_true_peak(state, 0, &peak);
    ebur128_destroy(&state);
    EXPECT_NEAR(peak_of(speech), amplitude_db(peak), 0.2);
}

TEST(TruePeak, InterpolatesOnlyWhereAHigherPeakMayBe) {
    const Signal speech = recorded_speech("es_MX_f_Allison", 60);
    if (speech.samples() == 0) GTEST_SKIP() << "asterisk-core-sounds-es-wav is not installed";
    EXPECT_LT(heard(speech).interpolated(), static_cast<std::int64_t>(speech.samples()) / 20);
}

TEST(TruePeak, LeavesOutNothingByNotInterpolating) {
    Signal s;
    add_noise(s.channels[0], 100'000, 0.5);
    const float whole = heard(s).peak();
    float pieces = 0;  // each begins without a peak to be compared with
    for (std::size_t from = 0; from + 960 <= s.samples(); from += 640) {
        Signal piece;
        piece.channels[0].assign(s.channels[0].begin() + static_cast<std::ptrdiff_t>(from),
                                 s.channels[0].begin() + static_cast<std::ptrdiff_t>(from + 960));
        // An abrupt edge is a peak of the piece's own.
        for (std::size_t i = 0; i < 100; ++i) {
            piece.channels[0][i] *= static_cast<float>(i) / 100;
            piece.channels[0][959 - i] *= static_cast<float>(i) / 100;
        }
        pieces = std::max(pieces, heard(piece).peak());
    }
    EXPECT_FLOAT_EQ(whole, pieces);
}

TEST(TruePeak, IsThatOfTheLoudestChannelAndOfTheLastSample) {
    Signal s = tone(0.1, 0.1, 0);
    s.channels.push_back(s.channels[0]);
    s.channels[1].back() = -0.7F;
    EXPECT_FLOAT_EQ(heard(s).peak(), 0.7F);
}

}  // namespace
}  // namespace understudy
