// How a recording sounds, on its way through the probe's lines.
#include "audio/sound_json.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "audio/hearing.hpp"
#include "audio/measured.hpp"

namespace understudy {
namespace {

using nlohmann::json;

Sound a_voice() {
    Sound s;
    s.bit_depth = 24;
    s.effective_bits = 16;
    s.integrated_lufs = -23.01;
    s.loudness_range_lu = 7.5;
    s.true_peak_dbtp = 0.25;
    s.sample_peak_dbfs = -0.1;
    s.clipped_samples = 12;
    s.clipped_runs = 3;
    s.dc_offset = 0.0125;
    s.noise_floor_dbfs = -61.2;
    s.snr_db = 38;
    s.speech_us = 40'000'000;
    s.silence_us = 20'000'000;
    s.leading_silence_us = 500'000;
    s.trailing_silence_us = 700'000;
    s.bandwidth_hz = 15'800;
    s.dead_channels = {1, 5};
    s.dropouts = 2;
    s.digest = std::string(32, 'c');
    s.curve_step_us = 300'000;
    s.loudness_lufs = {-23.5F, -70.0F};
    s.peak_dbfs = {-1.25F, -80.0F};
    s.histogram.assign(101, 7);
    return s;
}

Sound parsed(const char* key, json value) {
    json object = sound_to_json(a_voice());
    object[key] = std::move(value);
    return sound_from_json(object);
}

Hearing heard(Sound sound) {
    Hearing h;
    h.content = Content::recording;
    h.container = "wav";
    h.duration_us = 61'200'000;
    h.bytes = 5'875'244;
    h.sha256 = std::string(64, 'a');
    h.xxh3 = std::string(32, 'b');
    h.sound = std::move(sound);
    return h;
}

TEST(SoundInLines, IsTheSameOnBothSides) {
    EXPECT_EQ(sound_from_json(sound_to_json(a_voice())), a_voice());
    EXPECT_EQ(sound_from_json(sound_to_json(Sound{})), Sound{});
    EXPECT_EQ(std::get<Hearing>(parse_probe_line(to_line(heard(a_voice())))), heard(a_voice()));
}

TEST(SoundInLines, ReachesTheMeasurement) { EXPECT_EQ(measured(heard(a_voice())).sound, a_voice()); }

TEST(SoundInLines, MayBeMissing) {
    json line = json::parse(to_line(heard(a_voice())));
    line.erase("sound");
    EXPECT_EQ(std::get<Hearing>(parse_probe_line(line.dump())), heard(Sound{}));
    for (const json& other : {json(1), json("loud"), json::array({1, 2}), json()})
        EXPECT_EQ(sound_from_json(other), Sound{});
}

TEST(SoundInLines, IsBroughtIntoItsRanges) {
    EXPECT_EQ(parsed("integrated_lufs", 1e300).integrated_lufs, 200);
    EXPECT_EQ(parsed("loudness_range_lu", -3).loudness_range_lu, 0);
    EXPECT_EQ(parsed("dc_offset", -1).dc_offset, 0);
    EXPECT_EQ(parsed("dc_offset", 7).dc_offset, 1);
    EXPECT_EQ(parsed("clipped_samples", -7).clipped_samples, 0);
    EXPECT_EQ(parsed("speech_us", UINT64_MAX).speech_us, 3'155'760'000'000'000);
    EXPECT_EQ(parsed("bit_depth", 1'000).bit_depth, 64);
    EXPECT_EQ(parsed("effective_bits", 32).effective_bits, 24);
}

TEST(SoundInLines, SaysNothingWhereANumberIsNone) {
    Sound sound = a_voice();
    sound.integrated_lufs = std::numeric_limits<double>::quiet_NaN();
    sound.snr_db = std::numeric_limits<double>::infinity();
    const Sound cleaned = sound_from_json(sound_to_json(sound));
    EXPECT_EQ(cleaned.integrated_lufs, std::nullopt);
    EXPECT_EQ(cleaned.snr_db, std::nullopt);
    EXPECT_EQ(parsed("true_peak_dbtp", "loud").true_peak_dbtp, std::nullopt);
}

TEST(SoundInLines, HasDigestsOfHexDigits) {
    EXPECT_EQ(parsed("digest", "short").digest, "");
    EXPECT_EQ(parsed("digest", std::string(32, 'G')).digest, "");
    EXPECT_EQ(parsed("digest", std::string(33, 'c')).digest, std::string(32, 'c'));
}

TEST(SoundInLines, HasNoCurvesButWholeOnes) {
    const json many = std::vector<double>(241, -20.0), some = std::vector<double>(3, -20.0);
    for (const json& wrong : {many, some, json({-20.0, "x"}), json({-20.0, nullptr}), json(5)}) {
        const Sound sound = parsed("loudness_lufs", wrong);
        EXPECT_TRUE(sound.loudness_lufs.empty() && sound.peak_dbfs.empty()) << wrong;
        EXPECT_EQ(sound.curve_step_us, 0);
    }
    EXPECT_TRUE(parsed("curve_step_us", 0).loudness_lufs.empty());
    EXPECT_TRUE(parsed("histogram", std::vector<int>(100, 1)).histogram.empty());
    EXPECT_TRUE(parsed("histogram", std::vector<int>(101, -1)).histogram.empty());
    EXPECT_TRUE(parsed("dead_channels", std::vector<int>(65, 1)).dead_channels.empty());
    EXPECT_TRUE(parsed("dead_channels", {1, 70'000}).dead_channels.empty());
}

}  // namespace
}  // namespace understudy
