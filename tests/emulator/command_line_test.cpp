#include "emulator/command_line.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "emulator/tls_files.hpp"

namespace understudy::emulator::testing {
namespace {

Result<CommandLine, int> parse(std::vector<std::string> words) {
    words.insert(words.begin(), "cartesia-emulator");
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    return parse_command_line(static_cast<int>(arguments.size()), arguments.data());
}

TEST(CommandLine, SaysWhatTheEmulatorIs) {
    const auto line = parse({"--listen", "127.0.0.1:4321", "--api-key", "k", "--train-time", "3h", "--delay",
                             "20ms", "--profile", "2025", "--fail-trainings", "2", "--set", "slots=4",
                             "--set", "missing_version=2026-03-01"});
    ASSERT_TRUE(line.ok());
    EXPECT_EQ(line->options.listen.port, 4321);
    EXPECT_EQ(line->options.api_key, "k");
    EXPECT_EQ(line->options.cloud.train_time, std::chrono::hours(3));
    EXPECT_EQ(line->options.wire.delay, milliseconds(20));
    EXPECT_EQ(line->options.cloud.trainable_models.front(), "sonic-2");
    EXPECT_EQ(line->options.cloud.fail_trainings, 2u);
    EXPECT_EQ(line->options.cloud.slots, 4u);
    EXPECT_EQ(line->options.wire.missing_version, "2026-03-01");
    EXPECT_TRUE(line->serve);
}

TEST(CommandLine, MistakesEndWithTwoAndHelpWithZero) {
    EXPECT_EQ(parse({"--train-time", "soon"}).error(), 2);
    EXPECT_EQ(parse({"--set", "slotz=4"}).error(), 2);
    EXPECT_EQ(parse({"--tls-cert", "a.pem"}).error(), 2);
    EXPECT_EQ(parse({"--profile", "1999"}).error(), 2);
    EXPECT_EQ(parse({"--nonsense"}).error(), 2);
    EXPECT_EQ(parse({"--help"}).error(), 0);
}

TEST(CommandLine, OnlyMakesTlsFilesUnlessToldToListen) {
    EXPECT_FALSE(parse({"--make-tls", "."})->serve);
    EXPECT_TRUE(parse({"--make-tls", ".", "--listen", "127.0.0.1:0"})->serve);
}

TEST(TlsFiles, TheKeyIsForItsOwnerOnly) {
    std::string folder = (std::filesystem::temp_directory_path() / "emulator-tls-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    const auto files = make_tls_files(folder);
    ASSERT_TRUE(files.ok()) << files.error();
    struct stat found {};
    ASSERT_EQ(::stat(files->key.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0600u);
    EXPECT_GT(std::filesystem::file_size(files->ca), 0u);
    EXPECT_GT(std::filesystem::file_size(files->cert), 0u);
    std::filesystem::remove_all(folder);
    EXPECT_NE(make_tls_files(folder).ok(), true);
}

}  // namespace
}  // namespace understudy::emulator::testing
