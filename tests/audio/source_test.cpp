#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "audio/disk_source.hpp"
#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

constexpr std::size_t chunk = source_chunk_bytes;

class Sources : public testing::Test {
  protected:
    void write(std::string_view bytes) {
        write_file(path_, bytes);
        identity_ = identity_of_path(path_);
        xxh3_ = xxh3_of(bytes);
    }
    std::unique_ptr<ByteSource> open() { return port_.recordings.open(path_, identity_, xxh3_); }
    Outcome<std::string> read(ByteSource& source) {
        std::optional<Outcome<std::string>> answer;
        source.read([&](Outcome<std::span<const std::byte>> outcome) {
            if (!outcome) return void(answer.emplace(failure(outcome.error())));
            answer.emplace(std::string(reinterpret_cast<const char*>(outcome->data()), outcome->size()));
        });
        EXPECT_TRUE(port_.io.run_until([&] { return answer.has_value(); }));
        return *std::move(answer);
    }
    // All bytes up to the end or to the trouble.
    std::pair<std::string, std::optional<Trouble>> read_all(ByteSource& source) {
        std::string bytes;
        for (;;) {
            auto piece = read(source);
            if (!piece) return {bytes, piece.error()};
            if (piece->empty()) return {bytes, std::nullopt};
            bytes += *piece;
        }
    }
    TemporaryFolder folder_;
    std::string path_ = folder_.at("take.wav");
    FileIdentity identity_;
    std::string xxh3_;
    Port port_{folder_.path()};
};

TEST_F(Sources, DeliverTheFileWhateverItsSize) {
    for (const std::size_t size : {std::size_t{1}, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 17}) {
        const std::string bytes = noise(size, size);
        write(bytes);
        const auto source = open();
        EXPECT_EQ(source->size(), size);
        const auto [read, trouble] = read_all(*source);
        EXPECT_FALSE(trouble.has_value());
        EXPECT_EQ(read, bytes);
        EXPECT_TRUE(this->read(*source)->empty()) << "the end stays the end";
    }
}

TEST_F(Sources, TakeWhatIsInMemoryWithoutADiskThread) {
    write(noise(3 * chunk, 1));  // just written: the kernel has it
    const auto source = open();
    ASSERT_EQ(read(*source)->size(), chunk) << "the first is the disk's, which opens the file";
    bool within_the_call = false;
    source->read([&](auto piece) { within_the_call = piece.ok() && !piece->empty(); });
    EXPECT_TRUE(within_the_call);
}

TEST_F(Sources, HoldTheLastChunkBackWhenTheContentIsNotWhatWasMeasured) {
    const std::string bytes = noise(3 * chunk);
    write(bytes);
    xxh3_ = xxh3_of("something else");
    const auto source = open();
    const auto [read, trouble] = read_all(*source);
    EXPECT_LT(read.size(), bytes.size());
    EXPECT_TRUE(bytes.starts_with(read));
    ASSERT_TRUE(trouble.has_value());
    EXPECT_EQ(trouble->kind, TroubleKind::recording_changed);
    EXPECT_EQ(trouble->certainty, Certainty::refused);
    EXPECT_FALSE(this->read(*source).ok()) << "a trouble stays";
}

TEST_F(Sources, SeeAByteThatIsChangedWhileTheyAreRead) {
    const std::string bytes = noise(4 * chunk);
    write(bytes);
    const auto source = open();
    ASSERT_TRUE(read(*source).ok());
    const int file = ::open(path_.c_str(), O_WRONLY);
    ASSERT_EQ(::pwrite(file, "changed", 7, static_cast<off_t>(4 * chunk - 7)), 7);
    ::close(file);
    const auto [rest, trouble] = read_all(*source);
    EXPECT_LT(rest.size(), 3 * chunk);
    ASSERT_TRUE(trouble.has_value());
    EXPECT_EQ(trouble->kind, TroubleKind::recording_changed);
}

TEST_F(Sources, SeeAFileThatIsCutWhileItIsRead) {
    write(noise(4 * chunk));
    const auto source = open();
    ASSERT_TRUE(read(*source).ok());
    ASSERT_EQ(::truncate(path_.c_str(), static_cast<off_t>(3 * chunk + 1)), 0);
    const auto [rest, trouble] = read_all(*source);
    ASSERT_TRUE(trouble.has_value());
    EXPECT_EQ(trouble->kind, TroubleKind::recording_changed);
}

TEST_F(Sources, RefuseAFileThatIsNotTheOneSubmitted) {
    write(noise(100));
    write_file(path_, noise(101));
    const auto bigger = read(*open());
    ASSERT_FALSE(bigger.ok());
    EXPECT_EQ(bigger.error().kind, TroubleKind::recording_changed);
    EXPECT_NE(bigger.error().detail.find("100 bytes"), std::string::npos) << bigger.error().detail;
}

TEST_F(Sources, DeliverAFileThatWasOnlyTouched) {
    const std::string bytes = noise(100);
    write(bytes);
    ::utimes(path_.c_str(), nullptr);
    identity_.mtime_ns -= 1;
    EXPECT_EQ(read_all(*open()).first, bytes);
}

TEST_F(Sources, DeliverAFileThatWasPutBackAsItWas) {
    const std::string bytes = noise(2 * chunk);
    write(bytes);
    write_file(folder_.at("restored.wav"), bytes);
    std::filesystem::rename(folder_.at("restored.wav"), path_);
    ASSERT_NE(identity_of_path(path_).inode, identity_.inode);
    EXPECT_EQ(read_all(*open()).first, bytes);
}

TEST_F(Sources, RefuseOtherBytesOfTheSameLengthUnderTheOldTime) {
    write(noise(100, 1));
    write_file(path_, noise(100, 2));
    const timespec times[] = {{0, UTIME_OMIT},
                              {identity_.mtime_ns / 1'000'000'000, identity_.mtime_ns % 1'000'000'000}};
    ASSERT_EQ(::utimensat(AT_FDCWD, path_.c_str(), times, 0), 0);
    EXPECT_EQ(identity_of_path(path_).mtime_ns, identity_.mtime_ns);
    EXPECT_EQ(read(*open()).error().kind, TroubleKind::recording_changed);
}

TEST_F(Sources, AcceptTheSameFileOnADiskThatWasMountedAnew) {
    write(noise(100));
    identity_.device += 1;
    EXPECT_TRUE(read(*open()).ok());
}

TEST_F(Sources, SayThatAFileVanished) {
    write(noise(100));
    ::unlink(path_.c_str());
    const auto outcome = read(*open());
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().kind, TroubleKind::recording_unreadable);
    EXPECT_EQ(outcome.error().certainty, Certainty::refused);
}

TEST_F(Sources, RefuseALinkThatWasPutInThePlaceOfTheFile) {
    write(noise(100));
    std::filesystem::rename(path_, folder_.at("elsewhere.wav"));
    std::filesystem::create_symlink("elsewhere.wav", path_);
    EXPECT_EQ(read(*open()).error().kind, TroubleKind::recording_changed);
}

TEST_F(Sources, ReadNothingBeforeTheFirstCallAndNothingOutsideTheRoots) {
    TemporaryFolder elsewhere;
    write_file(elsewhere.at("x.wav"), "x");
    auto source =
        port_.recordings.open(elsewhere.at("x.wav"), identity_of_path(elsewhere.at("x.wav")), xxh3_of("x"));
    EXPECT_EQ(port_.io.run_posted(), 0u);
    EXPECT_EQ(read(*source).error().kind, TroubleKind::recording_unreadable);
}

TEST_F(Sources, NeverReplyOnceTheyAreDestroyed) {
    write(noise(8 * chunk));
    for (int round = 0; round < 20; ++round) {
        auto source = open();
        int replies = 0;
        if (round % 2 == 1) ASSERT_TRUE(read(*source).ok());
        source->read([&](auto) { ++replies; });
        const int from_inside_the_call = replies;
        source.reset();
        ASSERT_TRUE(read(*open()).ok());  // the disk's threads have got past it
        port_.io.run_posted();
        EXPECT_EQ(replies, from_inside_the_call);
    }
}

TEST_F(Sources, MayBeDestroyedByAReplyFromInsideTheCall) {
    write(noise(3 * chunk));
    auto source = open();
    ASSERT_TRUE(read(*source).ok());
    bool replied = false;
    source->read([&](auto) {
        source.reset();
        replied = true;
    });
    EXPECT_TRUE(replied);
}

TEST_F(Sources, MayBeDestroyedByTheirOwnReply) {
    write(noise(2 * chunk));
    auto source = open();
    bool replied = false;
    source->read([&](auto) {
        source.reset();
        replied = true;
    });
    EXPECT_TRUE(port_.io.run_until([&] { return replied; }));
}

TEST_F(Sources, AreAnsweredWhenTheServiceStops) {
    write(noise(2 * chunk));
    const auto waiting = open();
    const auto later = open();
    EXPECT_TRUE(port_.recordings.stop());
    for (ByteSource* source : {waiting.get(), later.get()}) {
        const auto outcome = read(*source);
        ASSERT_FALSE(outcome.ok());
        EXPECT_EQ(outcome.error().kind, TroubleKind::cancelled);
    }
}

TEST_F(Sources, SurviveThePortThatMadeThem) {
    write(noise(2 * chunk));
    std::unique_ptr<ByteSource> source;
    IoThread io;
    {
        DiskRecordings port({{folder_.path()}, UNDERSTUDY_PROBE}, io.post());
        source = port.open(path_, identity_, xxh3_);
        source->read([](auto) {});
    }
    source.reset();
    io.run_posted();
}

}  // namespace
}  // namespace understudy
