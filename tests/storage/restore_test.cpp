// A backup takes the database's place, or everything stays as it was.
#include "storage/archive/restore.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "storage/archive/copy.hpp"
#include "storage/sqlite/statement.hpp"
#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

namespace fs = std::filesystem;

class ARestoration : public ::testing::Test {
  protected:
    SqliteUnderTest the;
    const Time now{seconds{1'800'000'000}};
    std::string backup;

    void commit(int number) { ASSERT_TRUE(the.commit(first_commit(plain_job(number)))); }
    /// A copy with these jobs, outside the store's folder.
    void back_up() {
        backup = elsewhere_.file("backup.db");
        fs::remove(backup);
        const std::atomic<bool> never{false};
        ASSERT_TRUE(copy_database({the.path()}, backup, never));
    }
    Result<Restored, std::string> restore() { return restore_database(backup, the.path(), now); }
    std::vector<std::string> jobs_in(const std::string& path) {
        auto opened = sqlite::Connection::open(path, sqlite::Access::read_write);
        std::vector<std::string> ids;
        sqlite::Statement all(**opened, "SELECT id FROM jobs ORDER BY id");
        sqlite::Rows rows = all.query();
        while (rows.next())
            ids.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(rows.handle(), 0)));
        return ids;
    }
    /// Changes the backup as nobody should.
    void spoil(const std::string& sql) {
        auto opened = sqlite::Connection::open(backup, sqlite::Access::read_write);
        ASSERT_TRUE((*opened)->run(sql));
    }
    void expect_refused(const std::string& word) {
        const auto done = restore();
        ASSERT_FALSE(done);
        EXPECT_NE(done.error().find(word), std::string::npos) << done.error();
        EXPECT_EQ(jobs_in(the.path()), (std::vector{job_id(1), job_id(2)}));
        for (const auto& entry : fs::directory_iterator(fs::path(the.path()).parent_path())) {
            const std::string name = entry.path().filename();
            EXPECT_TRUE(name == "understudy.db" || name == "understudy.db.lock") << name;
        }
    }
    /// Jobs 1 in the backup, 1 and 2 in the database, and no daemon.
    void two_states() {
        commit(1);
        back_up();
        commit(2);
        the.stop();
    }

  private:
    TemporaryFolder elsewhere_;
};

TEST_F(ARestoration, PutsTheBackupInPlaceAndSetsTheDatabaseOfBeforeAside) {
    two_states();
    const auto done = restore();
    ASSERT_TRUE(done) << done.error();
    EXPECT_EQ(done->jobs, 1);
    EXPECT_EQ(done->set_aside, the.path() + ".before-restore-20270115T080000Z");
    EXPECT_EQ(jobs_in(the.path()), std::vector{job_id(1)});
    EXPECT_EQ(jobs_in(done->set_aside), (std::vector{job_id(1), job_id(2)}));
    the.start();
    EXPECT_EQ(the.active()->jobs.size(), 1u);
}

TEST_F(ARestoration, NeedsNoDatabaseOfBefore) {
    two_states();
    fs::remove(the.path());
    const auto done = restore();
    ASSERT_TRUE(done) << done.error();
    EXPECT_EQ(done->set_aside, "");
    EXPECT_EQ(jobs_in(the.path()), std::vector{job_id(1)});
}

TEST_F(ARestoration, TakesNoLogThatWasLeftBehindForItsOwn) {
    commit(1);
    back_up();
    for (int number = 2; number < 40; ++number) commit(number);
    const std::string log = the.path() + "-wal", kept = the.path() + ".log";
    fs::copy_file(log, kept);  // as a daemon leaves it that is killed
    the.stop();
    fs::remove(the.path());
    fs::rename(kept, log);
    ASSERT_TRUE(restore());
    EXPECT_EQ(jobs_in(the.path()), std::vector{job_id(1)});
    EXPECT_TRUE(fs::exists(the.path() + ".before-restore-20270115T080000Z-wal")) << "nothing is thrown away";
}

TEST_F(ARestoration, IsRefusedWhileAnotherProgramReadsTheDatabase) {
    two_states();
    the.start();
    commit(3);
    auto reader = *sqlite::Connection::open(the.path(), sqlite::Access::read_only);
    ASSERT_TRUE(reader->run("BEGIN; SELECT * FROM jobs"));
    the.stop();
    const auto done = restore();
    ASSERT_FALSE(done);
    EXPECT_NE(done.error().find("another program has it open"), std::string::npos) << done.error();
    reader.reset();
    EXPECT_EQ(jobs_in(the.path()).size(), 3u);
}

TEST_F(ARestoration, BelongsToWhomTheDatabaseOfBeforeDidAndToNobodyThroughALink) {
    two_states();
    if (::geteuid() != 0) GTEST_SKIP() << "only root gives files away";
    ASSERT_EQ(::chown(the.path().c_str(), 12'345, 54'321), 0);
    ASSERT_TRUE(restore());
    for (const std::string& path : {the.path(), the.path() + ".lock"}) {
        struct stat status {};
        ASSERT_EQ(::stat(path.c_str(), &status), 0);
        EXPECT_EQ(status.st_uid, 12'345u) << path;
        EXPECT_EQ(status.st_gid, 54'321u) << path;
        EXPECT_EQ(status.st_mode & 07777u, 0640u) << path;
    }
    const std::string another = the.path() + ".of-somebody-else";
    std::ofstream(another) << "secret";
    fs::remove(the.path() + ".lock");
    fs::create_symlink(another, the.path() + ".lock");
    EXPECT_FALSE(restore());
    struct stat status {};
    ASSERT_EQ(::stat(another.c_str(), &status), 0);
    EXPECT_EQ(status.st_uid, 0u);
}

TEST_F(ARestoration, PausesAllSinceWhatAPersonEndedIsAtWorkAgain) {
    Controls switched;
    switched.bandwidth_limit = 1'000;
    ASSERT_TRUE(the.keep(switched));
    two_states();
    ASSERT_TRUE(restore());
    the.start();
    const Controls controls = the.active()->controls;
    ASSERT_TRUE(controls.spending && controls.uploading);
    EXPECT_EQ(controls.spending->by, "understudyd --restore");
    EXPECT_EQ(controls.spending->since, now);
    EXPECT_EQ(controls.bandwidth_limit, 1'000u) << "what else was switched stays";
}

TEST_F(ARestoration, GivesNoEventAnIdTwiceHoweverOftenAndFromWhateverBackup) {
    two_states();
    std::int64_t last = 0;
    for (int i = 0; i < 3; ++i) {
        if (i == 2) fs::remove(the.path());  // lost: nobody can say what it gave
        ASSERT_TRUE(restore_database(backup, the.path(), now + std::chrono::hours{24 * i}));
        the.start();
        const auto ids = the.commit(first_commit(plain_job(10 + i)));
        ASSERT_TRUE(ids);
        EXPECT_GT(ids->front(), last);
        last = ids->front();
        the.stop();
    }
}

TEST_F(ARestoration, GivesNoEventAnIdThatACopyOfLaterMayHaveGiven) {
    two_states();
    const std::int64_t given_before = 2;
    ASSERT_TRUE(restore());
    the.start();
    const auto ids = the.commit(first_commit(plain_job(3)));
    ASSERT_TRUE(ids);
    EXPECT_GT(ids->front(), given_before + 1'000'000);
}

TEST_F(ARestoration, IsRefusedWhileADaemonHasTheDatabase) {
    two_states();
    the.start();
    const auto done = restore();
    ASSERT_FALSE(done);
    EXPECT_NE(done.error().find("stop it first"), std::string::npos) << done.error();
}

TEST_F(ARestoration, RefusesWhatIsNoBackupOfOurs) {
    two_states();
    std::ofstream(backup) << "not a database, and longer than a page's header: " << std::string(500, 'x');
    expect_refused("not a database");
    std::ofstream(backup, std::ios::trunc).flush();
    expect_refused("nothing in it");
    fs::remove(backup);
    expect_refused("No such file");
}

TEST_F(ARestoration, RefusesWhatIsNoFileAndTheDatabaseItself) {
    two_states();
    backup = "/dev/zero";
    expect_refused("/dev/zero: is no file");
    backup = the.path();
    expect_refused("is the database itself");
}

TEST_F(ARestoration, ThatWasKilledLeavesNothingOnceTheDaemonHasStarted) {
    two_states();
    for (const char* suffix : {"", "-journal"}) std::ofstream(the.path() + ".restoring" + suffix) << "half";
    the.start();
    EXPECT_FALSE(fs::exists(the.path() + ".restoring") || fs::exists(the.path() + ".restoring-journal"));
}

TEST_F(ARestoration, RefusesAnotherProgramsDatabaseAndOneOfALaterVersion) {
    two_states();
    spoil("PRAGMA user_version = 1000");
    expect_refused("later version");
    spoil("PRAGMA user_version = 1; PRAGMA application_id = 7");
    expect_refused("another program's");
}

TEST_F(ARestoration, RefusesABackupWhoseRowsDecayed) {
    two_states();
    spoil("UPDATE jobs SET max_attempts = max_attempts + 1");
    expect_refused("seal");
}

TEST_F(ARestoration, BringsABackupOfAnEarlierVersionToOurs) {
    two_states();
    std::ifstream file(std::string(FIXTURES) + "/version-1.sql");
    fs::remove(backup);
    std::ofstream(backup).close();
    spoil({std::istreambuf_iterator<char>(file), {}});
    const auto done = restore();
    ASSERT_TRUE(done) << done.error();
    EXPECT_EQ(done->jobs, 3);
}

TEST_F(ARestoration, TakesWhatStandsInTheLogOfABackupThatWasCopiedWithIt) {
    commit(1);
    the.stop();
    backup = the.path() + ".copied";
    the.start();
    commit(2);  // in the log only: a checkpoint is far
    for (const char* suffix : {"", "-wal"}) fs::copy_file(the.path() + suffix, backup + suffix);
    the.stop();
    ASSERT_TRUE(restore());
    EXPECT_EQ(jobs_in(the.path()).size(), 2u);
    fs::remove(backup);
    fs::remove(backup + "-wal");
}

}  // namespace
}  // namespace understudy::testing
