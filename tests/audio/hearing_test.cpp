#include "audio/hearing.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "audio/measured.hpp"
#include "audio/sample_counter.hpp"
#include "audio/sandbox.hpp"
#include "audio/wav_header.hpp"
#include "core/formats.hpp"
#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

Hearing good_wav() {
    Hearing h;
    h.content = Content::recording;
    h.container = "wav";
    h.codec = "pcm_s16le";
    h.sample_rate = 48'000;
    h.channels = 1;
    h.duration_us = h.declared_duration_us = 61'200'000;
    h.bytes = 5'875'244;
    h.sha256 = std::string(64, 'a');
    h.xxh3 = std::string(32, 'b');
    return h;
}

TEST(AMeasurement, KeepsTheFactsOfWhatWasHeard) {
    Hearing h = good_wav();
    h.decode_errors = 2;
    h.has_video = true;
    h.label = "a label";
    const Measurement m = measured(h);
    EXPECT_EQ(m.content, Content::recording);
    EXPECT_EQ(m.label, "a label");
    EXPECT_EQ(m.duration_us, 61'200'000);
    EXPECT_EQ(m.declared_duration_us, 61'200'000);
    EXPECT_EQ(m.container, "wav");
    EXPECT_EQ(m.codec, "pcm_s16le");
    EXPECT_EQ(m.sample_rate, 48'000);
    EXPECT_EQ(m.channels, 1);
    EXPECT_EQ(m.decode_errors, 2);
    EXPECT_TRUE(m.has_video);
    EXPECT_EQ(m.sha256, std::string(64, 'a'));
    EXPECT_EQ(m.xxh3, std::string(32, 'b'));
}

TEST(AMeasurement, OfAFileWithoutBytesIsARecordingWithoutSound) {
    Hearing h;
    h.content = Content::not_audio;
    EXPECT_EQ(measured(h).content, Content::recording);
}

TEST(AMeasurement, OfAContainerThatTheCloudDoesNotTakeIsNoRecording) {
    Hearing h = good_wav();
    h.container = "caf";
    EXPECT_EQ(measured(h).content, Content::not_audio);
}

TEST(ProbeLines, SayAndHearTheSame) {
    const Hearing hearing = good_wav();
    EXPECT_EQ(std::get<Hearing>(parse_probe_line(to_line(hearing))), hearing);
    EXPECT_EQ(std::get<Progress>(parse_probe_line(to_line(Progress{123}))), Progress{123});
    EXPECT_EQ(parse_request_line(request_line(1u << 31)), std::int64_t{1} << 31);
}

TEST(ProbeLines, AreCutBetweenCharacters) {
    Hearing hearing = good_wav();
    hearing.label = "x";
    for (int i = 0; i < 150; ++i) hearing.label += "é";
    const std::string label = std::get<Hearing>(parse_probe_line(to_line(hearing))).label;
    EXPECT_EQ(label.size(), 199u);
    EXPECT_TRUE(label.ends_with("é")) << label;
}

TEST(ProbeLines, AreOneLineWhateverTheFileSays) {
    Hearing hearing = good_wav();
    hearing.label = "a\nb\xff\x01";
    const std::string line = to_line(hearing);
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_EQ(std::get<Hearing>(parse_probe_line(line)).label.find('\x01'), std::string::npos);
}

TEST(ProbeLines, AreNotTrusted) {
    for (const char* line : {"", "{", "[]", "null", "{}", "\xff", R"({"v":2,"content":"recording"})",
                             R"({"v":1,"content":"recording"})", R"({"v":1,"content":"treasure"})",
                             R"({"v":"1","content":"recording"})"})
        EXPECT_TRUE(std::holds_alternative<Garbled>(parse_probe_line(line))) << line;
    EXPECT_TRUE(std::holds_alternative<Garbled>(parse_probe_line(std::string(100'000, '['))));
    Hearing wild = good_wav();
    wild.duration_us = -5;
    wild.container = std::string(10'000, 'x');
    const auto tamed = std::get<Hearing>(parse_probe_line(to_line(wild)));
    EXPECT_EQ(tamed.duration_us, 0);
    EXPECT_LE(tamed.container.size(), 40u);
}

TEST(ProbeLines, SurviveAnyByteThatIsChanged) {
    const std::string line = to_line(good_wav());
    for (std::size_t i = 0; i < line.size(); ++i)
        for (const char c : {'\0', '"', '9', '-', '{', '\xff'}) {
            std::string changed = line;
            changed[i] = c;
            static_cast<void>(parse_probe_line(changed));
        }
}

TEST(ProbeLines, MayLearnNewMembers) {
    std::string line = to_line(good_wav());
    line.insert(line.size() - 1, R"(,"loudness_lufs":-23.0)");
    EXPECT_EQ(std::get<Hearing>(parse_probe_line(line)), good_wav());
}

TEST(Durations, AreExactAlsoWhenTheRateChanges) {
    SampleCounter counter;
    for (int i = 0; i < 3'000; ++i) counter.hear(44'100, 44'100);
    counter.hear(1, 44'100);
    counter.hear(24'000, 48'000);
    EXPECT_EQ(counter.duration_us(), 3'000'000'000 + 22 + 500'000);
}

TEST(Durations, OfAWavAreWhatItsHeaderPromises) {
    const std::string wav = wav_bytes(24'000, 48'000);
    EXPECT_EQ(wav_header_duration_us(std::as_bytes(std::span(wav))), 500'000);
    for (std::size_t length = 0; length < 44; ++length)
        EXPECT_EQ(wav_header_duration_us(std::as_bytes(std::span(wav).first(length))), 0);
    std::string from_a_pipe = wav;
    from_a_pipe.replace(40, 4, "\xff\xff\xff\xff");
    EXPECT_EQ(wav_header_duration_us(std::as_bytes(std::span(from_a_pipe))), 0);
}

TEST(Holes, AreGapsInTheContainersTimeAndNotItsStepsBack) {
    HoleCounter counter;
    counter.hear(0, 1'000'000);
    counter.hear(1'050'000, 1'000'000);
    EXPECT_EQ(counter.holes(), 0);
    counter.hear(4'000'000, 1'000'000);
    EXPECT_EQ(counter.holes(), 1);
    counter.hear(0, 1'000'000);
    EXPECT_EQ(counter.holes(), 1);
}

TEST(ComputingTime, GrowsWithTheFileUpToALimit) {
    EXPECT_EQ(computing_seconds_allowed(0), 120);
    EXPECT_EQ(computing_seconds_allowed(10u << 20), 220);
    EXPECT_EQ(computing_seconds_allowed(UINT64_MAX), 3'600);
}

TEST(Formats, AreTwelveByNameAndNineByContent) {
    EXPECT_TRUE(is_accepted_extension(".WaV"));
    EXPECT_FALSE(is_accepted_extension("wav"));
    EXPECT_FALSE(is_accepted_extension(".aiff"));
    EXPECT_EQ(extension_of("/a.b/c"), "");
    EXPECT_EQ(extension_of("/a/.wav"), "");
    EXPECT_EQ(extension_of("/a/x.tar.GZ"), ".gz");
    EXPECT_TRUE(extension_fits(".oga", "ogg"));
    EXPECT_FALSE(extension_fits(".wav", "ogg"));
    EXPECT_EQ(usual_extension("mp4"), ".m4a");
}

TEST(Formats, AreConvertedByACommandThatMayBePasted) {
    EXPECT_EQ(conversion_command("/r/take.aiff"), "ffmpeg -i take.aiff take.flac");
    EXPECT_EQ(conversion_command("/r/take.flac"), "ffmpeg -i take.flac take-converted.flac");
    EXPECT_EQ(conversion_command("/r/it's.aiff"), R"(ffmpeg -i 'it'\''s.aiff' 'it'\''s.flac')");
    EXPECT_EQ(conversion_command("/r/-rf.aiff"), "ffmpeg -i './-rf.aiff' './-rf.flac'");
}

}  // namespace
}  // namespace understudy
