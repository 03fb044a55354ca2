// The probe as the daemon uses it: a process of its own that may break down.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <openssl/sha.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "audio/hex.hpp"
#include "audio/probe_process.hpp"
#include "audio/recording_trouble.hpp"
#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

std::string double_of(const std::string& name) { return std::string(AUDIO_TEST_DOUBLES) + "/" + name; }

class Probing : public testing::Test {
  protected:
    std::string wav(const std::string& name, std::int64_t samples = 48'000) {
        write_file(folder_.at(name), wav_bytes(samples));
        return folder_.at(name);
    }
    TemporaryFolder folder_;
};

TEST_F(Probing, HearsAWavToTheSampleWithBothDigests) {
    const std::string path = wav("take.wav", 123'457);
    Port port(folder_.path());
    const auto m = port.measure(path);
    ASSERT_TRUE(m.ok()) << m.error().detail;
    EXPECT_EQ(first_finding(*m, path).detail, "");
    EXPECT_EQ(m->duration_us, 123'457 * std::int64_t{1'000'000} / 48'000);
    EXPECT_EQ(m->container, "wav");
    EXPECT_EQ(m->codec, "pcm_s16le");
    EXPECT_EQ(m->sample_rate, 48'000);
    EXPECT_EQ(m->channels, 1);
    const std::string bytes = read_file(path);
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
    EXPECT_EQ(m->sha256, hex_of(digest));
    EXPECT_EQ(m->xxh3, xxh3_of(bytes));
}

TEST_F(Probing, MeasuresManyFilesAtOnceWithAFewProcesses) {
    Port port(folder_.path());
    int answered = 0;
    for (int i = 0; i < 40; ++i) {
        const std::string path = wav(std::to_string(i) + ".wav", 4'800 + i);
        port.recordings.measure(path, identity_of_path(path), [&answered, i](Outcome<Measurement> m) {
            ASSERT_TRUE(m.ok());
            EXPECT_EQ(m->duration_us, (4'800 + i) * std::int64_t{1'000'000} / 48'000);
            ++answered;
        });
    }
    EXPECT_TRUE(port.io.run_until([&] { return answered == 40; }));
}

TEST_F(Probing, TellsWhatWasChangedOrVanishedSinceItWasSubmitted) {
    const std::string path = wav("take.wav");
    const FileIdentity before = identity_of_path(path);
    Port port(folder_.path());
    write_file(path, "shorter");
    EXPECT_EQ(port.measure(path, before).error().kind, TroubleKind::recording_changed);
    ::unlink(path.c_str());
    const auto vanished = port.measure(path, before);
    EXPECT_EQ(vanished.error().kind, TroubleKind::recording_unreadable);
    EXPECT_EQ(vanished.error().certainty, Certainty::refused);
}

TEST_F(Probing, HearsAFileThatWasTouchedSinceItWasSubmittedAsItIsNow) {
    const std::string path = wav("take.wav");
    FileIdentity before = identity_of_path(path);
    before.mtime_ns -= 1;
    before.inode += 1;
    Port port(folder_.path());
    EXPECT_EQ(port.measure(path, before).error().type, "recording_being_written");
    const auto now = port.look(path, before);
    ASSERT_TRUE(now.ok()) << now.error().detail;
    const auto heard = port.measure(path, now->identity);
    ASSERT_TRUE(heard.ok()) << heard.error().detail;
    EXPECT_EQ(first_finding(*heard, path).detail, "");
}

TEST(AFileThatIsWrittenToWhileItIsHeard, IsHeardAgainLaterAndOneOfAnotherLengthIsAnother) {
    TemporaryFolder folder;
    const std::string path = folder.at("take.wav");
    write_file(path, "twelve bytes");
    FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    FileIdentity before = identity_of_path(path);
    EXPECT_TRUE(still_same(file.get(), path, before).ok());
    before.mtime_ns -= 1;
    EXPECT_EQ(still_same(file.get(), path, before).error().kind, TroubleKind::recording_unreadable);
    before.size -= 1;
    EXPECT_EQ(still_same(file.get(), path, before).error().kind, TroubleKind::recording_changed);
}

TEST_F(Probing, BlocksAFileThatItDiesOfAndGoesOnWithTheNext) {
    const std::string path = wav("deadly.wav");
    Port port(folder_.path(), double_of("die"));
    for (int i = 0; i < 2; ++i) {
        const auto m = port.measure(path);
        ASSERT_TRUE(m.ok());
        const Finding finding = first_finding(*m, path);
        EXPECT_EQ(finding.verdict, FileVerdict::block);
        EXPECT_EQ(finding.reason, "probe_failed");
        EXPECT_NE(finding.detail.find("deadly.wav"), std::string::npos);
        EXPECT_NE(finding.detail.find("SIGSEGV"), std::string::npos) << finding.detail;
    }
}

TEST_F(Probing, GivesAFileASecondChanceWhenSomebodyKilledTheProbe) {
    const std::string path = wav("take.wav");
    std::string script = read_file(double_of("killed-once"));
    for (const auto& [mark, value] : {std::pair<std::string, std::string>{"@MARK@", folder_.path() + "/mark"},
                                      {"@PROBE@", UNDERSTUDY_PROBE}})
        script.replace(script.find(mark), mark.size(), value);
    write_file(folder_.at("killed-once"), script);
    ::chmod(folder_.at("killed-once").c_str(), 0755);
    Port port(folder_.path(), folder_.at("killed-once"));
    const auto m = port.measure(path);
    ASSERT_TRUE(m.ok());
    EXPECT_EQ(first_finding(*m, path).detail, "");
    EXPECT_TRUE(std::filesystem::exists(folder_.path() + "/mark"));
}

TEST_F(Probing, EndsAProbeThatHangs) {
    const std::string path = wav("take.wav");
    Port port(folder_.path(), double_of("hang"), std::chrono::milliseconds{50});
    const auto m = port.measure(path);
    ASSERT_TRUE(m.ok());
    const Finding finding = first_finding(*m, path);
    EXPECT_EQ(finding.reason, "probe_failed");
    EXPECT_NE(finding.detail.find("no progress"), std::string::npos) << finding.detail;
}

TEST_F(Probing, BlocksAFileOfWhichTheProbeTellsNonsense) {
    const std::string path = wav("take.wav");
    Port port(folder_.path(), double_of("babble"));
    const auto m = port.measure(path);
    ASSERT_TRUE(m.ok());
    EXPECT_EQ(first_finding(*m, path).reason, "probe_failed");
}

TEST_F(Probing, DoesNotBlameTheFileWhenThereIsNoProbe) {
    const std::string path = wav("take.wav");
    Port port(folder_.path(), folder_.path() + "/no-such-probe");
    const auto m = port.measure(path);
    ASSERT_FALSE(m.ok());
    EXPECT_EQ(m.error().kind, TroubleKind::transient);
    EXPECT_EQ(m.error().certainty, Certainty::refused);
    EXPECT_NE(m.error().detail.find("no-such-probe"), std::string::npos);
}

TEST_F(Probing, AnswersAllThatIsOwedWhenTheServiceStops) {
    const std::string path = wav("take.wav");
    Port port(folder_.path(), double_of("hang"), std::chrono::hours{1});
    int cancelled = 0;
    for (int i = 0; i < 5; ++i)
        port.recordings.measure(path, identity_of_path(path), [&](Outcome<Measurement> m) {
            cancelled += !m.ok() && m.error().kind == TroubleKind::cancelled;
        });
    EXPECT_TRUE(port.recordings.stop());
    port.io.run_posted();
    EXPECT_EQ(cancelled, 5);
    EXPECT_EQ(port.measure(path).error().kind, TroubleKind::cancelled);
    EXPECT_EQ(port.select({path}).error().status, 503);
}

TEST_F(Probing, DiesWithTheThreadThatStartedIt) {
    std::unique_ptr<ProbeProcess>
        probe;  // outlives the thread, so nothing but the thread's end kills the child
    std::thread([&] {
        auto started = ProbeProcess::start(UNDERSTUDY_PROBE);
        ASSERT_TRUE(started.ok());
        probe = std::move(started).value();
        // Once it has answered, it has bound itself.
        const FileDescriptor file(::open(wav("take.wav").c_str(), O_RDONLY | O_CLOEXEC));
        const StopSignal stop;
        const auto answer = probe->hear(file.get(), 44 + 2 * 48'000, stop, std::chrono::seconds{30});
        EXPECT_EQ(answer.kind, ProbeAnswer::Kind::heard);
    }).join();
    ASSERT_TRUE(probe);
    siginfo_t ended{};
    ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(probe->pid()), &ended, WEXITED | WNOWAIT), 0);
    EXPECT_EQ(ended.si_code, CLD_KILLED);
    EXPECT_EQ(ended.si_status, SIGKILL);
}

TEST_F(Probing, HearsTheStudiosRecordingsWhole) {
    const std::string voice = "/usr/share/asterisk/sounds/es_MX_f_Allison";
    if (!std::filesystem::exists(voice)) GTEST_SKIP() << "asterisk-core-sounds-es-wav is not installed";
    Port port(voice);
    const auto selection = port.select({voice});
    ASSERT_TRUE(selection.ok()) << selection.error().detail;
    ASSERT_EQ(selection->files.size(), 527u);
    std::int64_t duration_us = 0;
    std::size_t answered = 0;
    for (const SelectedFile& file : selection->files)
        port.recordings.measure(file.path, file.identity, [&](Outcome<Measurement> m) {
            ++answered;
            ASSERT_TRUE(m.ok()) << m.error().detail;
            EXPECT_EQ(first_finding(*m, "a.wav").detail, "");
            duration_us += m->duration_us;
        });
    EXPECT_TRUE(port.io.run_until([&] { return answered == 527; }));
    EXPECT_NEAR(static_cast<double>(duration_us) / 60e6, 30.98, 0.005);
}

}  // namespace
}  // namespace understudy
