#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "storage/migrations/migrations.hpp"
#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

using Kind = OpenTrouble::Kind;

void ignore(std::function<void()>) {}

Opened<std::unique_ptr<SqliteStore>> open(const std::string& path) { return SqliteStore::open(path, ignore); }

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void run(const std::string& path, const std::string& sql) {
    std::ofstream(path, std::ios::app).close();
    auto connection = sqlite::Connection::open(path, sqlite::Access::read_write);
    ASSERT_TRUE(connection);
    const auto done = (*connection)->run(sql);
    ASSERT_TRUE(done) << done.error().message;
}

TEST(Opening, ANewDatabaseIsMadeForItsOwnerAndGroupOnly) {
    const TemporaryFolder folder;
    ASSERT_TRUE(open(folder.file("new.db")));
    struct stat info {};
    ASSERT_EQ(::stat(folder.file("new.db").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 07, 0U) << "anybody may read the studio's jobs";
}

TEST(Opening, ASecondDaemonIsRefusedUntilTheFirstIsGone) {
    const TemporaryFolder folder;
    auto first = open(folder.file("jobs.db"));
    ASSERT_TRUE(first);
    const auto second = open(folder.file("jobs.db"));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, Kind::in_use);
    EXPECT_NE(second.error().what.find("another understudyd"), std::string::npos);
    first->reset();
    EXPECT_TRUE(open(folder.file("jobs.db")));
}

TEST(Opening, ANewerSchemaIsRefusedAndLeftAlone) {
    const TemporaryFolder folder;
    const std::string path = folder.file("jobs.db");
    ASSERT_TRUE(open(path));
    run(path, "PRAGMA user_version = 1000");
    const std::string before = bytes_of(path);
    const auto opened = open(path);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, Kind::newer_schema);
    EXPECT_EQ(bytes_of(path), before);
}

TEST(Opening, AFileThatIsNoDatabaseIsRefusedAndLeftAlone) {
    const TemporaryFolder folder;
    const std::string path = folder.file("letter.txt");
    std::ofstream(path) << std::string(5000, 'x');
    const auto opened = open(path);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, Kind::not_a_database);
    EXPECT_EQ(bytes_of(path), std::string(5000, 'x'));
}

TEST(Opening, AnotherProgramsDatabaseIsRefusedAndLeftAlone) {
    const TemporaryFolder folder;
    const std::string path = folder.file("photos.db");
    run(path, "CREATE TABLE photos (id)");
    const std::string before = bytes_of(path);
    const auto opened = open(path);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, Kind::not_a_database);
    EXPECT_EQ(bytes_of(path), before);
}

TEST(Opening, AMissingFolderIsNotWritable) {
    const TemporaryFolder folder;
    const auto opened = open(folder.file("no/such/folder.db"));
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, Kind::not_writable);
    EXPECT_NE(opened.error().what.find("No such file"), std::string::npos);
}

TEST(Opening, AFolderThatIsReadOnlyIsNotWritable) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
    const TemporaryFolder folder;
    const std::string closed = folder.file("closed");
    std::filesystem::create_directory(closed);
    std::filesystem::permissions(closed,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    const auto opened = open(closed + "/jobs.db");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, Kind::not_writable);
}

TEST(Opening, ADirectoryInThePlaceOfTheDatabaseIsNotWritable) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.file("jobs.db"));
    const auto opened = open(folder.file("jobs.db"));
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, Kind::not_writable);
}

TEST(Opening, ACrashBeforeTheFirstMigrationLeavesADatabaseThatOpens) {
    const TemporaryFolder folder;
    run(folder.file("jobs.db"), "PRAGMA journal_mode = WAL");
    EXPECT_TRUE(open(folder.file("jobs.db")));
}

TEST(Stopping, WhatIsQueuedIsCommittedAndTheWalIsBroughtHome) {
    SqliteUnderTest the;
    std::size_t answered = 0;
    for (int number = 0; number < 500; ++number)
        the.store().commit(first_commit(plain_job(number)),
                           [&](auto answer) { answered += answer.ok() ? 1 : 0; });
    the.sqlite().stop();
    EXPECT_FALSE(std::filesystem::exists(the.path() + "-wal"));
    the.run_until([&] { return answered == 500; });
    the.restart();
    EXPECT_EQ(the.active()->jobs.size(), 500U);
}

TEST(Stopping, WhatIsAskedForAfterwardsIsAnsweredUnavailable) {
    SqliteUnderTest the;
    the.sqlite().stop();
    EXPECT_EQ(the.commit(first_commit(plain_job(1))).error().kind, StoreTrouble::Kind::unavailable);
    EXPECT_EQ(the.remove(job_id(1), 1).error().kind, StoreTrouble::Kind::unavailable);
    EXPECT_EQ(the.active().error().kind, StoreTrouble::Kind::unavailable);
}

}  // namespace
}  // namespace understudy::testing
