// Files that were made to do harm, heard by the real probe; and probes that say what no probe says.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <array>
#include <fstream>

#include "audio/probe_process.hpp"
#include "audio/sanitized.hpp"
#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

const std::string sound = "-f lavfi -i anoisesrc=a=0.2:r=48000:d=3 ";

class Hostile : public testing::Test {
  protected:
    void SetUp() override {
        if (!has_command("ffmpeg")) GTEST_SKIP() << "ffmpeg is not installed";
    }
    std::string made(const std::string& name, const std::string& options = "") {
        EXPECT_TRUE(run_command("ffmpeg -y " + sound + options + " '" + folder_.at(name) + "'")) << name;
        return read_file(folder_.at(name));
    }
    // The probe outlives the file, or the file is blocked for it; and the next file is heard either way.
    void expect_contained(const std::string& name, const std::string& bytes) {
        write_file(folder_.at(name), bytes);
        write_file(folder_.at("next.wav"), wav_bytes(4'800));
        EXPECT_TRUE(port_.measure(folder_.at(name)).ok()) << name;
        const auto next = port_.measure(folder_.at("next.wav"));
        ASSERT_TRUE(next.ok());
        EXPECT_EQ(first_finding(*next, folder_.at("next.wav")).detail, "") << name;
    }
    static std::string patched(std::string bytes, std::size_t at, std::string_view with) {
        return at == std::string::npos || at + with.size() > bytes.size()
                   ? bytes
                   : bytes.replace(at, with.size(), with);
    }
    TemporaryFolder folder_;
    Port port_{folder_.path()};
};

TEST_F(Hostile, TablesWithoutEndInAnMp4AreContained) {
    const std::string whole = made("a.m4a");
    for (const char* table : {"stts", "stsc", "stsz", "stco", "elst", "stsd"})
        for (const char* count : {"\x7f\xff\xff\xff", "\xff\xff\xff\xff", "\x00\x7f\xff\xff"}) {
            const std::size_t at = whole.find(table);
            ASSERT_NE(at, std::string::npos) << table;
            const std::size_t fields = std::string_view(table) == "stsz" ? 12 : 8;
            expect_contained("table.m4a", patched(whole, at + fields, {count, 4}));
        }
}

TEST_F(Hostile, CommentsOfFourGigabytesAreContained) {
    const std::string whole = made("a.ogg", "-c:a libvorbis"), flac = made("a.flac");
    const std::size_t comment = whole.find("\x03vorbis");
    expect_contained("comment.ogg", patched(whole, comment + 7, "\xf0\xff\xff\xff"));
    expect_contained("block.flac", patched(flac, 43, "\xff\xff\xff"));           // a block's length
    expect_contained("picture.flac", patched(flac, 42, "\x06\xff\xff\xff"));     // and a picture's
    expect_contained("length.flac", patched(flac, 21, "\xff\xff\xff\xff\xff"));  // samples, bits, channels
}

TEST_F(Hostile, WavsOfManyChannelsAndRatesAreContained) {
    const std::string whole = wav_bytes(48'000);
    for (const char* channels : {"\xff\xff", "\xff\x01", "\x40\x00", "\x00\x00"})
        for (const char* rate :
             {"\xff\xff\xff\xff", "\xff\xff\xff\x7f", "\x01\x00\x00\x00", "\x00\x00\x00\x00"})
            expect_contained("strange.wav", patched(patched(whole, 22, {channels, 2}), 24, {rate, 4}));
    expect_contained("bits.wav", patched(whole, 34, {"\xff\xff", 2}));
    expect_contained("block.wav", patched(whole, 32, {"\x00\x00", 2}));
}

TEST_F(Hostile, SizesThatLieInOtherContainersAreContained) {
    const std::string wma = made("a.wma"), webm = made("a.webm");
    for (const std::size_t at : {16u, 24u, 46u, 60u, 100u, 150u, 200u, 300u}) {
        expect_contained("size.wma", patched(wma, at, "\xff\xff\xff\xff\xff\xff\xff\x7f"));
        expect_contained("size.webm", patched(webm, at, "\x01\xff\xff\xff\xff\xff\xff\xff"));
    }
}

TEST_F(Hostile, HoursOfSilenceInLittleAreHeardInLittleMemory) {
    ASSERT_TRUE(run_command("ffmpeg -y -f lavfi -i anullsrc=r=8000:cl=mono -t 1800 -frame_size 4608 '" +
                            folder_.at("silence.flac") + "'"));
    auto probe = ProbeProcess::start(UNDERSTUDY_PROBE);
    ASSERT_TRUE(probe.ok());
    const FileDescriptor file(::open(folder_.at("silence.flac").c_str(), O_RDONLY | O_CLOEXEC));
    const StopSignal stop;
    const auto answer = (*probe)->hear(file.get(), std::filesystem::file_size(folder_.at("silence.flac")),
                                       stop, std::chrono::seconds{60});
    ASSERT_EQ(answer.kind, ProbeAnswer::Kind::heard) << answer.how;
    EXPECT_EQ(answer.hearing.duration_us, 1'800'000'000);
    EXPECT_EQ(answer.hearing.sound.silence_us, 1'800'000'000);
    if (is_sanitized) return;  // whose shadow is large
    std::ifstream status("/proc/" + std::to_string((*probe)->pid()) + "/status");
    long resident_kib = 0;
    for (std::string word; status >> word;)
        if (word == "VmHWM:") status >> resident_kib;
    EXPECT_GT(resident_kib, 0);
    EXPECT_LT(resident_kib, 64 * 1024);
}

class Impostor : public testing::TestWithParam<const char*> {};

TEST_P(Impostor, IsBlamedOnItsFileAndContained) {
    TemporaryFolder folder;
    write_file(folder.at("take.wav"), wav_bytes(48'000));
    Port port(folder.path(), std::string(AUDIO_TEST_DOUBLES) + "/" + GetParam());
    for (int i = 0; i < 2; ++i) {
        const auto m = port.measure(folder.at("take.wav"));
        ASSERT_TRUE(m.ok());
        const Finding finding = first_finding(*m, folder.at("take.wav"));
        EXPECT_EQ(finding.verdict, FileVerdict::block);
        EXPECT_EQ(finding.reason, "probe_failed");
        EXPECT_NE(finding.detail.find("answered"), std::string::npos) << finding.detail;
    }
}

INSTANTIATE_TEST_SUITE_P(Probes, Impostor, testing::Values("babble", "babble-midway", "go-back", "drone"));

class WritableFile : public testing::Test {};

TEST_F(WritableFile, IsNotTakenByTheProbe) {
    TemporaryFolder folder;
    write_file(folder.at("take.wav"), wav_bytes(48'000));
    auto probe = ProbeProcess::start(UNDERSTUDY_PROBE);
    ASSERT_TRUE(probe.ok());
    const FileDescriptor file(::open(folder.at("take.wav").c_str(), O_RDWR | O_CLOEXEC));
    const StopSignal stop;
    const auto answer = (*probe)->hear(file.get(), 96'044, stop, std::chrono::seconds{30});
    EXPECT_EQ(answer.kind, ProbeAnswer::Kind::died);
}

}  // namespace
}  // namespace understudy
