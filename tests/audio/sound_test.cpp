// How whole files sound, made by ffmpeg at test time: every sample format and layout says the same.
#include <fcntl.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "audio/file_descriptor.hpp"
#include "audio/listen.hpp"
#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

const std::string tone = "-f lavfi -i sine=1000:sample_rate=48000:duration=5 ";

class Sounds : public testing::Test {
  protected:
    void SetUp() override {
        if (!has_command("ffmpeg")) GTEST_SKIP() << "ffmpeg is not installed";
    }
    Hearing hear(const std::string& path) const {
        const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        return listen(file.get(), std::filesystem::file_size(path), {});
    }
    Sound make(const std::string& name, const std::string& options = "", const std::string& input = tone) {
        const std::string path = folder_.at(name);
        EXPECT_TRUE(run_command("ffmpeg -y -bitexact " + input + options + " '" + path + "'")) << name;
        return hear(path).sound;
    }
    TemporaryFolder folder_;
};

TEST_F(Sounds, AreTheSameInEverySampleFormat) {
    const Sound sixteen = make("16.wav");
    EXPECT_NEAR(sixteen.integrated_lufs.value(), -21.1, 0.1);  // ffmpeg's sine has an eighth of full scale
    EXPECT_NEAR(sixteen.sample_peak_dbfs.value(), -18.06, 0.01);
    EXPECT_NEAR(sixteen.true_peak_dbtp.value(), -18.06, 0.1);
    EXPECT_EQ(sixteen.bit_depth, 16);
    EXPECT_EQ(sixteen.effective_bits, 16);
    for (const char* options : {"-c:a pcm_s24le", "-c:a pcm_s32le", "-c:a pcm_f32le", "-c:a pcm_f64le"}) {
        const Sound other = make("other.wav", options, "-i '" + folder_.at("16.wav") + "' ");
        EXPECT_EQ(other.digest, sixteen.digest) << options;
        EXPECT_EQ(other.integrated_lufs, sixteen.integrated_lufs) << options;
        EXPECT_EQ(other.loudness_lufs, sixteen.loudness_lufs) << options;
    }
    const Sound eight = make("8.wav", "-c:a pcm_u8");
    EXPECT_EQ(eight.bit_depth, 8);
    EXPECT_NEAR(eight.integrated_lufs.value(), -21.1, 0.2);
}

TEST_F(Sounds, HaveTheirBitsAndThoseInUse) {
    static_cast<void>(make("16.wav"));
    const std::string from16 = "-i '" + folder_.at("16.wav") + "' ";
    const Sound padded = make("padded.wav", "-c:a pcm_s24le", from16);
    EXPECT_EQ(padded.bit_depth, 24);
    EXPECT_EQ(padded.effective_bits, 16);
    const Sound flac = make("24.flac", "-sample_fmt s32 -bits_per_raw_sample 24 -af volume=0.37");
    EXPECT_EQ(flac.bit_depth, 24);
    EXPECT_EQ(flac.effective_bits, 24);
    const Sound reals = make("float.wav", "-c:a pcm_f32le", from16);
    EXPECT_TRUE(reals.floating_point);
    EXPECT_EQ(reals.bit_depth, 32);
    EXPECT_EQ(reals.effective_bits, 0);
    const Sound lossy = make("a.mp3");
    EXPECT_EQ(lossy.bit_depth, 0);
    EXPECT_FALSE(lossy.floating_point);
}

TEST_F(Sounds, HaveOneDigestInEveryLosslessContainer) {
    const std::string stereo = "-f lavfi -i anoisesrc=d=3:a=0.3 -ac 2 -c:a ";
    const Sound wav = make("a.wav", "pcm_s16le", stereo);
    const std::string input = "-i '" + folder_.at("a.wav") + "' ";
    EXPECT_EQ(make("a.flac", "-metadata title=x", input).digest, wav.digest);
    EXPECT_EQ(make("a.oga", "-c:a flac", input).digest, wav.digest);
    EXPECT_EQ(make("a.m4a", "-c:a alac", input).digest, wav.digest);
    EXPECT_NE(make("a.mp3", "", input).digest, wav.digest);
    EXPECT_TRUE(wav.duplicated_channels);
}

TEST_F(Sounds, OfSurroundLeaveOutTheLowEffects) {
    const std::string five_one = "-f lavfi -i aevalsrc='0|0|0|0.5*sin(2000*PI*t)|0|0:c=5.1:s=48000:d=5' ";
    const Sound effects = make("lfe.wav", "", five_one);
    EXPECT_EQ(effects.integrated_lufs, std::nullopt);
    EXPECT_NEAR(effects.sample_peak_dbfs.value(), -6.02, 0.01);
    EXPECT_EQ(effects.dead_channels, (std::vector<int>{0, 1, 2, 4, 5}));
    const std::string sides = "-f lavfi -i aevalsrc='0|0|0|0|0.5*sin(2000*PI*t)|0:c=5.1:s=48000:d=5' ";
    // -6.02 dBFS of a sine is -9.03 LUFS in front and 1.5 LU more at the side.
    EXPECT_NEAR(make("side.wav", "", sides).integrated_lufs.value(), -7.5, 0.1);
    EXPECT_EQ(make("eight.wav", "-ac 8").integrated_lufs.has_value(), true);
}

TEST_F(Sounds, GoOnWhenTheRateChangesOnTheWay) {
    static_cast<void>(make("a.ogg", "-c:a flac -ar 48000"));
    static_cast<void>(make("b.ogg", "-c:a flac -ar 44100"));
    const std::string joined = folder_.at("joined.ogg");
    write_file(joined, read_file(folder_.at("a.ogg")) + read_file(folder_.at("b.ogg")));
    const Hearing hearing = hear(joined);
    EXPECT_NEAR(static_cast<double>(hearing.duration_us), 10e6, 1e5);
    EXPECT_NEAR(hearing.sound.integrated_lufs.value(), -21.1, 0.2);
    EXPECT_EQ(hearing.sound.loudness_lufs.size(), 100u);
}

TEST_F(Sounds, OfNoNumbersAreSilence) {
    std::string wav = read_file((static_cast<void>(make("f.wav", "-c:a pcm_f32le")), folder_.at("f.wav")));
    const std::size_t data = wav.find("data") + 8;
    for (std::size_t i = data; i + 4 <= wav.size(); i += 4)
        wav.replace(i, 4, i % 8 == 0 ? "\xff\xff\xff\x7f" : "\x00\x00\x80\x7f", 4);
    write_file(folder_.at("nan.wav"), wav);
    const Sound sound = hear(folder_.at("nan.wav")).sound;
    EXPECT_EQ(sound.sample_peak_dbfs, std::nullopt);
    EXPECT_EQ(sound.silence_us, 5'000'000);
}

TEST_F(Sounds, HavePlotsThatCoverThem) {
    const Sound sound = make("a.opus", "", "-f lavfi -i anoisesrc=d=61 ");
    EXPECT_LE(sound.loudness_lufs.size(), 240u);
    EXPECT_EQ(sound.peak_dbfs.size(), sound.loudness_lufs.size());
    EXPECT_GE(sound.curve_step_us * static_cast<std::int64_t>(sound.loudness_lufs.size()), 61'000'000);
    std::uint64_t counted = 0;
    for (const auto count : sound.histogram) counted += count;
    EXPECT_NEAR(static_cast<double>(counted), 610, 1);
}

TEST_F(Sounds, TooStrangeForAMicrophoneAreCountedAndNotMeasured) {
    static_cast<void>(make("a.wav", "", "-f lavfi -i sine=100:sample_rate=900000:duration=1 "));
    const Hearing hearing = hear(folder_.at("a.wav"));
    EXPECT_EQ(hearing.duration_us, 1'000'000);
    EXPECT_EQ(hearing.sound, (Sound{.bit_depth = 16}));
}

}  // namespace
}  // namespace understudy
