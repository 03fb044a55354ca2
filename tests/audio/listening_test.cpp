// The reader under the demuxers, and what a file costs the disk.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>

#include "audio/file_descriptor.hpp"
#include "audio/hashing_reader.hpp"
#include "audio/listen.hpp"
#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

class Listening : public testing::Test {
  protected:
    std::string write(const std::string& name, const std::string& bytes) {
        write_file(folder_.at(name), bytes);
        return folder_.at(name);
    }
    static FileDescriptor open(const std::string& path) {
        return FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    }
    TemporaryFolder folder_;
};

TEST_F(Listening, DigestsEachByteOnceHoweverTheReaderJumps) {
    const std::string bytes = noise(500'000);
    const FileDescriptor file = open(write("x", bytes));
    HashingReader reader(file.get(), bytes.size(), {});
    std::vector<std::byte> buffer(70'000);
    for (const std::uint64_t position :
         {0u, 1'000u, 60'000u, 400'000u, 100'000u, 30'000u, 160'000u, 499'999u}) {
        const auto got = reader.read_at(position, buffer);
        ASSERT_GT(got, 0);
        EXPECT_EQ(
            std::string_view(reinterpret_cast<const char*>(buffer.data()), static_cast<std::size_t>(got)),
            std::string_view(bytes).substr(position, static_cast<std::size_t>(got)));
    }
    EXPECT_EQ(reader.read_at(bytes.size(), buffer), 0);
    EXPECT_TRUE(reader.finish());
    EXPECT_EQ(reader.digested(), bytes.size());
    EXPECT_EQ(reader.xxh3(), xxh3_of(bytes));
}

TEST_F(Listening, ReadsEachByteOfARecordingOnce) {
    const std::string bytes = wav_bytes(3 * 48'000);
    const FileDescriptor file = open(write("x.wav", bytes));
    const Hearing hearing = listen(file.get(), bytes.size(), {});
    EXPECT_EQ(hearing.duration_us, 3'000'000);
    EXPECT_EQ(hearing.bytes, bytes.size());
    EXPECT_EQ(hearing.bytes_read, bytes.size());
}

TEST_F(Listening, ReadsEachByteOfEveryFormatOnce) {
    if (!has_command("ffmpeg")) GTEST_SKIP() << "ffmpeg is not installed";
    for (const char* name :
         {"a.mp3", "a.flac", "a.ogg", "a.aac", "a.wma", "a.opus", "a.ac3", "a.webm", "a.m4a"}) {
        const std::string path = folder_.at(name);
        ASSERT_TRUE(run_command("ffmpeg -y -f lavfi -i anoisesrc=d=30 " + path));
        const Hearing hearing = listen(open(path).get(), std::filesystem::file_size(path), {});
        EXPECT_EQ(hearing.bytes, std::filesystem::file_size(path));
        // MP4 keeps its index at the end, which is read before the rest; others step back by a few bytes.
        const std::uint64_t again_bytes = std::string(name) == "a.m4a" ? 256 * 1024 : 1'024;
        EXPECT_LE(hearing.bytes_read, hearing.bytes + again_bytes) << name;
    }
}

TEST_F(Listening, SaysThatAFileIsShorterThanItWas) {
    const std::string bytes = wav_bytes(48'000);
    const FileDescriptor file = open(write("x.wav", bytes));
    const Hearing hearing = listen(file.get(), bytes.size() + 1'000, {});
    EXPECT_EQ(hearing.bytes, bytes.size());
    EXPECT_EQ(hearing.read_error, 0);
}

TEST_F(Listening, SaysThatAFileCannotBeRead) {
    const FileDescriptor folder(::open(folder_.path().c_str(), O_RDONLY | O_CLOEXEC));
    EXPECT_EQ(listen(folder.get(), 1'000, {}).read_error, EISDIR);
}

TEST_F(Listening, ByHandPrintsOneLineAFileAndFailsWhenOneBlocks) {
    const std::string good = write("good.wav", wav_bytes(48'000)), bad = write("bad.wav", "just text\n");
    const std::string probe = UNDERSTUDY_PROBE, out = folder_.at("out");
    EXPECT_EQ(WEXITSTATUS(std::system((probe + " " + good + " >" + out).c_str())), 0);
    EXPECT_NE(read_file(out).find(R"("duration_us":1000000)"), std::string::npos) << read_file(out);
    EXPECT_EQ(WEXITSTATUS(std::system((probe + " " + bad + " " + good + " /none >" + out).c_str())), 1);
    const std::string lines = read_file(out);
    EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 3);
    EXPECT_NE(lines.find(R"("reason":"not_audio")"), std::string::npos);
    EXPECT_NE(lines.find(R"("reason":"unreadable")"), std::string::npos);
}

TEST_F(Listening, TheServingProbeRefusesToLiveWithoutItsParent) {
    const std::string command = std::string(UNDERSTUDY_PROBE) + " --serve-child-of 1 </dev/null";
    EXPECT_NE(WEXITSTATUS(std::system(command.c_str())), 0);
}

}  // namespace
}  // namespace understudy
