// Recordings as sox writes them: other headers than ffmpeg's for the same sound.
#include <gtest/gtest.h>

#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

class Sox : public testing::Test {
  protected:
    void SetUp() override {
        if (!has_command("sox")) GTEST_SKIP() << "sox is not installed";
    }
    // Six seconds of noise; `options` are those of the file that is written.
    Measurement heard(const std::string& name, const std::string& options,
                      const std::string& channels = "1") {
        const std::string path = folder_.at(name);
        EXPECT_TRUE(run_command("sox -R -n -c " + channels + " " + options + " '" + path +
                                "' synth 6 pinknoise vol 0.4"))
            << name;
        const auto m = port_.measure(path);
        EXPECT_TRUE(m.ok());
        if (!m.ok()) return {};
        EXPECT_EQ(first_finding(*m, path).detail, "") << name;
        EXPECT_EQ(m->duration_us, 6'000'000) << name;
        return *m;
    }
    TemporaryFolder folder_;
    Port port_{folder_.path()};
};

TEST_F(Sox, WavsOfStudiosAreHeard) {
    const Measurement studio = heard("studio.wav", "-r 96000 -b 24", "6");
    EXPECT_EQ(studio.channels, 6);
    EXPECT_EQ(studio.sample_rate, 96'000);
    EXPECT_EQ(studio.sound.bit_depth, 24);
    EXPECT_TRUE(heard("float.wav", "-r 48000 -e floating-point -b 32").sound.floating_point);
    EXPECT_EQ(heard("eight.wav", "-r 44100 -e unsigned-integer -b 8").sound.bit_depth, 8);
    EXPECT_EQ(heard("mulaw.wav", "-r 8000 -e mu-law").codec, "pcm_mulaw");
}

TEST_F(Sox, FlacsAreHeard) {
    EXPECT_EQ(heard("24.flac", "-r 48000 -b 24", "2").sound.bit_depth, 24);
    EXPECT_EQ(heard("16.flac", "-r 44100 -b 16").sound.bit_depth, 16);
}

TEST_F(Sox, WavsFromAPipePromiseNothing) {
    const std::string path = folder_.at("pipe.wav");
    ASSERT_TRUE(run_command("sox -R -n -r 48000 -b 16 -t wav - synth 6 pinknoise | cat > '" + path + "'"));
    const auto m = port_.measure(path);
    ASSERT_TRUE(m.ok());
    EXPECT_EQ(first_finding(*m, path).detail, "");
    EXPECT_EQ(m->duration_us, 6'000'000);
}

TEST_F(Sox, OneNoiseInTwoContainersHasOneDigest) {
    EXPECT_EQ(heard("a.wav", "-r 48000 -b 16").sound.digest, heard("a.flac", "-r 48000 -b 16").sound.digest);
}

}  // namespace
}  // namespace understudy
