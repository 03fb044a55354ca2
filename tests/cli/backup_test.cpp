#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "cli/disk_file.hpp"
#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

// printf 'the copy' | openssl dgst -sha256 -binary | base64
constexpr const char* digest_of_the_copy = "sha-256=:JpybgtaDoz6Fif0+8ybMM6JJU0M6cKbKTIgHLDhMtjM=:";

class Backup : public testing::Test {
  protected:
    FakeWorld world;
    Script script;

    ExitCode back_up(const std::string& content, const std::string& digest = digest_of_the_copy) {
        Said said = answer(200, "");
        said->headers.set("Repr-Digest", digest);
        script.answers = {said};
        script.streams = {content};
        return run_cli(world, script, {"backup", "today.db"});
    }
};

TEST_F(Backup, IsWrittenWhereItWasAskedForOnceItsDigestIsRight) {
    EXPECT_EQ(back_up("the copy"), ExitCode::done);
    EXPECT_EQ(world.files.at("/home/studio/today.db"), "the copy");
    EXPECT_EQ(script.requests.at(0).method + " " + script.requests.at(0).target, "POST /v1/backup");
    EXPECT_TRUE(contains(world.output, "/home/studio/today.db: 8 B, read back by the daemon"));
}

TEST_F(Backup, IsNotKeptWhenItArrivedOtherwiseThanItWasSent) {
    EXPECT_EQ(back_up("the c0py"), ExitCode::failed);
    EXPECT_TRUE(world.files.empty());
    EXPECT_TRUE(contains(world.errors, "did not arrive as it was sent")) << world.errors;
}

TEST_F(Backup, IsNotKeptWhenTheConnectionBroke) {
    script.answers = {lost()};
    script.streams = {"the"};
    EXPECT_EQ(run_cli(world, script, {"backup", "today.db"}), ExitCode::failed);
    EXPECT_TRUE(world.files.empty());
    EXPECT_TRUE(contains(world.errors, "run the command again"));
}

TEST_F(Backup, ReplacesNoFileAndAsksTheDaemonNothingThen) {
    world.files["/home/studio/today.db"] = "yesterday's";
    EXPECT_EQ(back_up("the copy"), ExitCode::usage);
    EXPECT_EQ(world.files.at("/home/studio/today.db"), "yesterday's");
    EXPECT_TRUE(script.requests.empty());
    EXPECT_TRUE(contains(world.errors, "File exists"));
}

TEST_F(Backup, SaysWhatTheDiskOrTheDaemonSaid) {
    world.write_trouble = "No space left on device";
    EXPECT_EQ(back_up("the copy"), ExitCode::output_lost);
    EXPECT_TRUE(contains(world.errors, "No space left on device"));
    world.write_trouble = "";
    script.answers = {problem(409, "/problems/backup-under-way", "A backup is being fetched already")};
    script.streams = {""};
    EXPECT_EQ(run_cli(world, script, {"backup", "b.db"}), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "A backup is being fetched already"));
    EXPECT_TRUE(world.files.empty());
}

TEST_F(Backup, IsOneDocumentWithJson) {
    Said said = answer(200, "");
    said->headers.set("Repr-Digest", digest_of_the_copy);
    script.answers = {said};
    script.streams = {"the copy"};
    EXPECT_EQ(run_cli(world, script, {"--json", "backup", "today.db"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "\"bytes\": 8")) << world.output;
}

TEST(ANewFile, HasItsNameOnceItIsKeptAndLeavesNothingOtherwise) {
    const std::string folder = std::filesystem::temp_directory_path().string() + "/new-file-XXXXXX";
    std::string made = folder;
    ASSERT_NE(mkdtemp(made.data()), nullptr);
    const std::string path = made + "/a.db";
    {
        auto file = begin_file(path);
        ASSERT_TRUE(file);
        ASSERT_TRUE((*file)->write("half"));
    }
    EXPECT_TRUE(std::filesystem::is_empty(made));
    auto file = begin_file(path);
    ASSERT_TRUE((*file)->write("whole"));
    EXPECT_EQ((*file)->keep(), "");
    file->reset();
    struct stat status {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777u, 0600u);
    EXPECT_EQ(status.st_size, 5);
    EXPECT_FALSE(begin_file(path)) << "in nobody's place";
    EXPECT_FALSE(begin_file(made + "/no/such/a.db"));
    std::filesystem::remove_all(made);
}

}  // namespace
}  // namespace understudy::cli
