// Every format in every condition, made by ffmpeg at test time: what it is, how long, what is wrong with it,
// and that the probe outlives it. What cannot be made is in corpus.hpp, with the reason.
#include "tests/audio/corpus.hpp"

#include <gtest/gtest.h>

#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

constexpr double seconds_made = 6.3;
const std::string sound = "-f lavfi -i anoisesrc=a=0.2:r=48000:d=6.3 ";
const std::string picture = "-f lavfi -i testsrc=s=320x240:d=6.3:r=10 ";

class Corpus : public testing::TestWithParam<FormatRow> {
  protected:
    void SetUp() override {
        if (!has_command("ffmpeg")) GTEST_SKIP() << "ffmpeg is not installed";
    }
    std::string path(const std::string& name) const {
        return folder_.at(name + "." + std::string(row_.extension));
    }
    std::string make(const std::string& name, std::string_view options, const std::string& input = sound) {
        EXPECT_TRUE(run_command("ffmpeg -y " + input + std::string(options) + " '" + path(name) + "'"))
            << path(name) << " " << options;
        return path(name);
    }
    std::string good() { return make("good", row_.codec); }
    Measurement measure(const std::string& file) {
        auto outcome = port_.measure(file);
        EXPECT_TRUE(outcome.ok()) << file;
        if (!outcome.ok()) return {};
        EXPECT_NE(outcome->content, Content::probe_failed) << file << ": " << outcome->label;
        EXPECT_EQ(outcome->xxh3, xxh3_of(read_file(file))) << file;
        return *std::move(outcome);
    }
    // Exact to a sample where nothing is lost, else to a frame of the codec (or two: one on either side).
    Measurement expect_good(const std::string& file) {
        Measurement m = measure(file);
        EXPECT_EQ(first_finding(m, file).detail, "") << file;
        EXPECT_EQ(m.container, row_.container) << file;
        const double heard = static_cast<double>(m.duration_us) / 1e6;
        EXPECT_NEAR(heard, seconds_made, row_.lossless ? 0.000'001 : 0.065) << file;
        EXPECT_TRUE(m.sound.integrated_lufs.has_value()) << file;
        return m;
    }
    bool can(const Recipe& recipe) const {
        EXPECT_NE(recipe.options.empty(), recipe.why_not.empty()) << "either, or";
        return !recipe.options.empty();
    }
    const FormatRow row_ = GetParam();
    TemporaryFolder folder_;
    Port port_{folder_.path()};
};

TEST_P(Corpus, GoodOnesPass) {
    const Measurement m = expect_good(good());
    EXPECT_EQ(m.sample_rate, 48'000);
    EXPECT_EQ(m.channels, 1);
}

TEST_P(Corpus, TruncatedOnesAreHeardAsFarAsTheyGo) {
    const std::string whole = read_file(good());
    write_file(path("cut"), std::string_view(whole).substr(0, whole.size() * 6 / 10));
    const Measurement m = measure(path("cut"));
    const double heard = static_cast<double>(m.duration_us) / 1e6;
    if (row_.container == "mp4") {  // its index stood at the end
        EXPECT_EQ(first_finding(m, path("cut")).reason, "empty");
        return;
    }
    EXPECT_GT(heard, 0.4 * seconds_made);
    EXPECT_LT(heard, 0.8 * seconds_made);
    // A bare stream ends anywhere: nobody can tell.
    EXPECT_EQ(first_finding(m, path("cut")).reason, row_.knows_its_length ? "damaged" : "");
}

TEST_P(Corpus, GarbageBehindAValidHeaderIsNoGoodRecording) {
    const std::string whole = read_file(good());
    for (const std::size_t header : {64u, 700u, 6'000u}) {
        write_file(path("garbage"), whole.substr(0, header) + noise(60'000, header));
        const Measurement m = measure(path("garbage"));
        // Of samples that are not coded any noise is a recording: here only its length is wrong.
        EXPECT_NE(first_finding(m, path("garbage")).verdict, FileVerdict::pass)
            << header << " " << m.duration_us;
    }
}

TEST_P(Corpus, NothingAtAllIsBlocked) {
    write_file(path("nothing"), "");
    const Measurement m = measure(path("nothing"));
    EXPECT_EQ(first_finding(m, path("nothing")).verdict, FileVerdict::block);
    EXPECT_EQ(first_finding(m, path("nothing")).reason, "empty");
    EXPECT_EQ(m.duration_us, 0);
}

TEST_P(Corpus, ATextIsBlocked) {
    write_file(path("text"), std::string(2'000, 'a') + "\nnot a recording\n");
    const Measurement m = measure(path("text"));
    EXPECT_EQ(first_finding(m, path("text")).verdict, FileVerdict::block);
    EXPECT_EQ(first_finding(m, path("text")).reason, "not_audio");
}

TEST_P(Corpus, ANameThatLiesIsWarnedOf) {
    const std::string lying = folder_.at(row_.container == "wav" ? "lying.flac" : "lying.wav");
    write_file(lying, read_file(good()));
    const Measurement m = measure(lying);
    EXPECT_EQ(first_finding(m, lying).verdict, FileVerdict::warn);
    EXPECT_EQ(first_finding(m, lying).reason, "extension_lies");
    EXPECT_EQ(m.container, row_.container);
}

// What the header of a format says of the length, doubled; "" where it says nothing, or FFmpeg looks for
// itself.
std::string with_twice_the_length(std::string_view extension, std::string bytes) {
    const auto twice = [&](std::size_t at, std::size_t count, bool little_endian) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < count; ++i)
            value = value << 8 | static_cast<unsigned char>(bytes[at + (little_endian ? count - 1 - i : i)]);
        value *= 2;
        for (std::size_t i = 0; i < count; ++i, value >>= 8)
            bytes[at + (little_endian ? i : count - 1 - i)] = static_cast<char>(value & 0xFF);
        return bytes;
    };
    if (extension == "wav") return twice(bytes.find("data") + 4, 4, true);
    if (extension == "flac") return twice(22, 4, false);
    if (extension == "mp3") return twice(std::min(bytes.find("Xing"), bytes.find("Info")) + 8, 4, false);
    if (extension != "webm") return "";
    // A double; its exponent, one more, is twice the value.
    bytes[bytes.find("\x44\x89\x88") + 4] = static_cast<char>(bytes[bytes.find("\x44\x89\x88") + 4] + 0x10);
    return bytes;
}

TEST_P(Corpus, HeadersThatPromiseMoreAreNotBelieved) {
    const std::string lying = with_twice_the_length(row_.extension, read_file(good()));
    if (lying.empty()) return;  // Ogg, ADTS, AC-3 have no such header; FFmpeg counts in MP4's and ASF's
    write_file(path("lying"), lying);
    const Measurement m = measure(path("lying"));
    EXPECT_NEAR(static_cast<double>(m.duration_us) / 1e6, seconds_made, row_.lossless ? 0.000'001 : 0.065);
    const Finding finding = first_finding(m, path("lying"));
    EXPECT_EQ(finding.verdict, FileVerdict::warn);
    EXPECT_EQ(finding.reason, "damaged");
    EXPECT_NE(finding.detail.find("12."), std::string::npos) << finding.detail;  // what it promised
}

TEST_P(Corpus, StudioFormatsAreHeardWhereTheyExist) {
    if (can(row_.bits_24)) {
        const Measurement m = measure(make("bits", row_.bits_24.options));
        EXPECT_EQ(first_finding(m, path("bits")).detail, "");
        EXPECT_EQ(m.sound.bit_depth, 24);
        EXPECT_NEAR(static_cast<double>(m.duration_us) / 1e6, seconds_made, 0.000'001);
    }
    if (can(row_.float_32))
        EXPECT_TRUE(expect_good(make("float", row_.float_32.options)).sound.floating_point);
    if (can(row_.rate_96k)) EXPECT_EQ(expect_good(make("rate", row_.rate_96k.options)).sample_rate, 96'000);
    if (can(row_.surround)) EXPECT_EQ(expect_good(make("surround", row_.surround.options)).channels, 6);
}

TEST_P(Corpus, CoversDoNotMatterAndMovingPicturesAreWarnedOf) {
    if (can(row_.cover)) {
        const std::string cover = folder_.at("cover.png");
        ASSERT_TRUE(run_command("ffmpeg -y -f lavfi -i testsrc=s=64x64:d=1 -frames:v 1 '" + cover + "'"));
        const std::string input =
            sound + "-i '" + cover + "' -map 0 -map 1 -c:v png -disposition:v attached_pic ";
        expect_good(make("covered", row_.cover.options, input));
    }
    if (!can(row_.video)) return;
    const Measurement m = measure(make("film", row_.video.options, sound + picture));
    EXPECT_EQ(first_finding(m, path("film")).verdict, FileVerdict::warn);
    EXPECT_EQ(first_finding(m, path("film")).reason, "has_video");
}

INSTANTIATE_TEST_SUITE_P(Formats, Corpus, testing::ValuesIn(formats),
                         [](const auto& row) { return std::string(row.param.extension); });

}  // namespace
}  // namespace understudy
