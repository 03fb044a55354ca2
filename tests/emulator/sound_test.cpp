#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "emulator/sound/babble.hpp"
#include "emulator/sound/encode.hpp"

namespace understudy::emulator::testing {
namespace {

float peak(const std::vector<float>& samples) {
    float highest = 0;
    for (const float sample : samples) highest = std::max(highest, std::abs(sample));
    return highest;
}

TEST(Babble, CanBeHeardAndDoesNotClip) {
    for (const int rate : {8000, 44100}) {
        const auto samples = babble({.transcript = "Hello", .voice_id = "v", .sample_rate = rate});
        EXPECT_NEAR(static_cast<double>(samples.size()) / rate, 0.35, 0.01);
        EXPECT_GT(peak(samples), 0.3f);
        EXPECT_LE(peak(samples), 1.0f);
    }
}

TEST(Babble, VoicesDifferAndSpeedShortens) {
    const auto one = babble({.transcript = "Hello", .voice_id = "one", .sample_rate = 8000});
    EXPECT_NE(one, babble({.transcript = "Hello", .voice_id = "two", .sample_rate = 8000}));
    EXPECT_LT(babble({.transcript = "Hello", .voice_id = "one", .sample_rate = 8000, .speed = 1.5}).size(),
              one.size());
}

TEST(Encoding, SixteenBitsAreLittleEndian) {
    EXPECT_EQ(encode_raw({1.0f, -1.0f, 0.0f}, Encoding::pcm_s16le),
              std::string("\xff\x7f\x01\x80\x00\x00", 6));
}

TEST(Encoding, G711KeepsToItsTables) {
    EXPECT_EQ(encode_raw({0.0f}, Encoding::pcm_mulaw), "\xff");
    EXPECT_EQ(encode_raw({1.0f}, Encoding::pcm_mulaw), "\x80");
    EXPECT_EQ(encode_raw({-1.0f}, Encoding::pcm_mulaw), std::string("\x00", 1));
    EXPECT_EQ(encode_raw({0.0f}, Encoding::pcm_alaw), "\xd5");
    EXPECT_EQ(encode_raw({1.0f}, Encoding::pcm_alaw), "\xaa");
    EXPECT_EQ(encode_raw({-1.0f}, Encoding::pcm_alaw), "\x2a");
}

TEST(Encoding, AWavHeaderTellsTheRightSizes) {
    for (const auto encoding :
         {Encoding::pcm_s16le, Encoding::pcm_f32le, Encoding::pcm_mulaw, Encoding::pcm_alaw}) {
        const auto file = encode_wav({0.f, 0.1f, 0.2f}, encoding, 8000);
        const auto riff = static_cast<unsigned char>(file[4]);
        EXPECT_EQ(riff + 8u, file.size());
        EXPECT_NE(file.find("data"), std::string::npos);
    }
}

TEST(Encoding, ASilentMp3IsAStreamOfWholeFrames) {
    const auto stream = silent_mp3(1.0, 44100, 128000);
    const std::size_t frame = 144 * 128000 / 44100;
    EXPECT_EQ(stream.size() % frame, 0u);
    EXPECT_EQ(stream.size() / frame, 38u);
    for (std::size_t at = 0; at < stream.size(); at += frame) EXPECT_EQ(stream.substr(at, 2), "\xff\xfb");
}

}  // namespace
}  // namespace understudy::emulator::testing
