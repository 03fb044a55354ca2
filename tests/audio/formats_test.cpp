// Every format, made by ffmpeg at test time: right, joined, cut, damaged and lying.
#include <gtest/gtest.h>

#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

constexpr double seconds_made = 12.3;
const std::string tone = "-f lavfi -i sine=440:sample_rate=48000:duration=12.3 -ac 1 ";

class Made : public testing::Test {
  protected:
    void SetUp() override {
        if (!has_command("ffmpeg")) GTEST_SKIP() << "ffmpeg is not installed";
    }
    std::string make(const std::string& name, const std::string& options = "",
                     const std::string& input = tone) {
        const std::string path = folder_.at(name);
        EXPECT_TRUE(run_command("ffmpeg -y " + input + options + " '" + path + "'")) << name;
        return path;
    }
    std::string copy_as(const std::string& from, const std::string& name) {
        write_file(folder_.at(name), read_file(from));
        return folder_.at(name);
    }
    Measurement measure(const std::string& path) {
        auto outcome = port_.measure(path);
        EXPECT_TRUE(outcome.ok()) << path;
        if (!outcome.ok()) return {};
        EXPECT_EQ(outcome->xxh3, xxh3_of(read_file(path))) << path;
        return *std::move(outcome);
    }
    void expect_heard(const std::string& path, double duration_s, double within_s) {
        const Measurement m = measure(path);
        EXPECT_EQ(first_finding(m, path).detail, "") << path;
        EXPECT_NEAR(static_cast<double>(m.duration_us) / 1e6, duration_s, within_s) << path;
    }
    void expect(const std::string& path, FileVerdict verdict, const std::string& reason) {
        const Finding finding = first_finding(measure(path), path);
        EXPECT_EQ(finding.verdict, verdict) << path << ": " << finding.detail;
        EXPECT_EQ(finding.reason, reason) << path << ": " << finding.detail;
        EXPECT_NE(finding.detail.find(std::filesystem::path(path).filename().string()), std::string::npos)
            << finding.detail;
    }
    TemporaryFolder folder_;
    Port port_{folder_.path()};
};

TEST_F(Made, AllTwelveAreHeardToTheirCodecsFrame) {
    for (const char* name : {"a.wav", "a.flac", "a.oga"}) expect_heard(make(name), seconds_made, 0.000'001);
    for (const char* name : {"a.mp3", "a.aac", "a.wma", "a.m4a", "a.opus", "a.ac3", "a.webm"})
        expect_heard(make(name), seconds_made, 0.06);
    expect_heard(make("a.ogg", "-c:a libvorbis"), seconds_made, 0.03);
    expect_heard(make("a.ogx", "-f ogg"), seconds_made, 0.03);
}

TEST_F(Made, StudioWavsAreHeard) {
    expect_heard(make("24.wav", "-c:a pcm_s24le"), seconds_made, 0.000'001);
    expect_heard(make("float.wav", "-c:a pcm_f32le"), seconds_made, 0.000'001);
    const std::string surround = make("surround.wav", "-ar 96000 -ac 6");
    expect_heard(surround, seconds_made, 0.000'001);
    EXPECT_EQ(measure(surround).channels, 6);
    EXPECT_EQ(measure(surround).sample_rate, 96'000);
}

TEST_F(Made, HeadersThatKnowTooLittleDoNotMatter) {
    const std::string flac = read_file(make("a.flac"));
    write_file(folder_.at("joined.flac"), flac + flac);
    expect_heard(folder_.at("joined.flac"), 2 * seconds_made, 0.000'001);
    write_file(folder_.at("list"), "file a.flac\nfile a.flac\n");
    expect_heard(make("copied.flac", "-c copy", "-f concat -i '" + folder_.at("list") + "' "),
                 2 * seconds_made, 0.000'001);
    expect_heard(make("vbr.mp3", "-write_xing 0 -q:a 4"), seconds_made, 0.06);
    for (const char* name : {"a.mp3", "a.ogg", "a.opus"}) {
        const std::string once = read_file(make(name));
        const std::string joined = folder_.at("joined-" + std::string(name));
        write_file(joined, once + once);
        expect_heard(joined, 2 * seconds_made, 0.1);
    }
}

TEST_F(Made, PicturesOnTheCoverDoNotMatter) {
    const std::string cover = make("cover.png", "-frames:v 1", "-f lavfi -i testsrc=d=1 ");
    const std::string input = tone + "-i '" + cover + "' -map 0 -map 1 ";
    expect_heard(make("cover.mp3", "-c:v png -disposition:v attached_pic", input), seconds_made, 0.06);
    expect_heard(make("cover.m4a", "-c:v png -disposition:v attached_pic", input), seconds_made, 0.06);
    expect_heard(make("cover.flac", "-c:v png -disposition:v attached_pic", input), seconds_made, 0.000'001);
}

TEST_F(Made, MovingPicturesAreWarnedOfAndWithoutSoundBlocked) {
    const std::string video = "-f lavfi -i testsrc=d=1 ";
    if (!run_command("ffmpeg -y " + video + "-c:v libvpx '" + folder_.at("v.webm") + "'"))
        GTEST_SKIP() << "no VP8";
    expect(folder_.at("v.webm"), FileVerdict::block, "no_sound");
    expect(make("both.webm", "-c:v libvpx -t 1", video + tone), FileVerdict::warn, "has_video");
}

TEST_F(Made, FormatsThatTheCloudDoesNotTakeAreKnownByTheirContent) {
    for (const char* name :
         {"a.aiff", "a.caf", "a.w64", "a.mka", "a.wv", "a.au", "a.eac3", "a.tta", "a.mov"}) {
        const std::string disguised = copy_as(make(name), std::string(name) + ".wav");
        expect(disguised, FileVerdict::block, "format_not_accepted");
        EXPECT_NE(first_finding(measure(disguised), disguised).cure.find("FLAC"), std::string::npos);
    }
    expect(make("rf64.wav", "-rf64 always"), FileVerdict::block, "format_not_accepted");
    EXPECT_EQ(measure(folder_.at("rf64.wav")).label, "RF64 (WAV for files over 4 GB)");
}

TEST_F(Made, AnExtensionThatLiesIsWarnedOf) {
    expect(copy_as(make("a.mp3"), "mp3.wav"), FileVerdict::warn, "extension_lies");
    expect(copy_as(make("a.wav"), "wav.flac"), FileVerdict::warn, "extension_lies");
    expect(copy_as(make("a.m4a"), "m4a.aac"), FileVerdict::warn, "extension_lies");
}

TEST_F(Made, WhatIsCutShortIsWarnedOf) {
    for (const char* name : {"a.wav", "a.flac"}) {
        const std::string whole = read_file(make(name));
        const std::string cut = folder_.at("cut-" + std::string(name));
        write_file(cut, std::string_view(whole).substr(0, whole.size() / 2));
        expect(cut, FileVerdict::warn, "damaged");
        EXPECT_GT(measure(cut).duration_us, 3'000'000);
        EXPECT_LT(measure(cut).duration_us, 10'000'000);
    }
}

TEST_F(Made, WhatIsDamagedInTheMiddleIsWarnedOf) {
    for (const char* name :
         {"a.flac", "a.mp3", "a.ogg", "a.aac", "a.wma", "a.m4a", "a.opus", "a.ac3", "a.webm"}) {
        std::string bytes = read_file(make(name));
        bytes.replace(bytes.size() / 2, 3'000, noise(3'000));
        const std::string damaged = folder_.at("damaged-" + std::string(name));
        write_file(damaged, bytes);
        expect(damaged, FileVerdict::warn, "damaged");
    }
}

TEST_F(Made, HeadersWithoutSoundAreBlocked) {
    for (const char* name : {"a.wav", "a.m4a"}) {
        const std::string whole = read_file(make(name));
        write_file(folder_.at("head-" + std::string(name)), std::string_view(whole).substr(0, 44));
        expect(folder_.at("head-" + std::string(name)), FileVerdict::block, "empty");
    }
}

TEST_F(Made, AnyOfThemWithGarbageInsideLeavesTheProbeAlive) {
    for (const char* name :
         {"a.wav", "a.flac", "a.mp3", "a.ogg", "a.aac", "a.wma", "a.m4a", "a.opus", "a.ac3", "a.webm"}) {
        const std::string whole = read_file(make(name));
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            std::string bytes =
                whole.substr(0, 64 * seed) + noise(20'000, seed) + whole.substr(whole.size() / 2);
            const std::string path = folder_.at(std::to_string(seed) + name);
            write_file(path, bytes);
            EXPECT_NE(measure(path).content, Content::probe_failed) << path;
        }
    }
}

class Disguised : public Made {
    void SetUp() override {}  // needs no ffmpeg
};

TEST_F(Disguised, WhatIsNoAudioIsBlockedAndNamed) {
    const std::vector<std::pair<std::string, std::string>> disguises = {
        {"Dear studio,\nplease find attached …\n", "text"},
        {std::string("PK\x03\x04\x14\0", 6) + noise(5'000), "ZIP"},
        {"\x89PNG\r\n\x1a\n" + noise(5'000), "PNG"},
        {"%PDF-1.7\n" + noise(5'000), "PDF"},
        {std::string("\0\x05\x16\x07", 4) + noise(200), "AppleDouble"},
        {noise(100'000), ""},
        {std::string(100'000, '\0'), ""}};
    for (const auto& [bytes, label] : disguises)
        for (const char* name : {"x.wav", "x.mp3", "x.aac"}) {
            write_file(folder_.at(name), bytes);
            expect(folder_.at(name), FileVerdict::block, "not_audio");
            EXPECT_NE(measure(folder_.at(name)).label.find(label), std::string::npos);
        }
}

TEST_F(Disguised, AWavWhoseHeaderPromisesMoreIsWarnedOf) {
    write_file(folder_.at("cut.wav"), std::string_view(wav_bytes(96'000)).substr(0, 44 + 96'000));
    expect(folder_.at("cut.wav"), FileVerdict::warn, "damaged");
    EXPECT_EQ(measure(folder_.at("cut.wav")).duration_us, 1'000'000);
}

TEST_F(Disguised, AWavFromAPipeIsHeardToItsEnd) {
    std::string bytes = wav_bytes(48'000);
    bytes.replace(40, 4, "\xff\xff\xff\xff");
    write_file(folder_.at("pipe.wav"), bytes);
    expect_heard(folder_.at("pipe.wav"), 1.0, 0.000'001);
}

}  // namespace
}  // namespace understudy
