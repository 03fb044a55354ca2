// A process that is killed at any statement of a migration leaves one version or the next, never a state
// between, and the next process brings it to today's.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "storage/schema.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

namespace fs = std::filesystem;

std::string version_1() {
    std::ifstream file(std::string(FIXTURES) + "/version-1.sql");
    return {std::istreambuf_iterator<char>(file), {}};
}

std::unique_ptr<sqlite::Connection> connect(const std::string& path) {
    std::ofstream(path, std::ios::app).close();
    auto opened = sqlite::Connection::open(path, sqlite::Access::read_write);
    EXPECT_TRUE(opened);
    return std::move(*opened);
}

/// What a database of `version` looks like on a studio's disk: with rows, and with a log.
void make(const std::string& path, int version) {
    const auto connection = connect(path);
    ASSERT_TRUE(connection->run("PRAGMA journal_mode = WAL"));
    ASSERT_TRUE(connection->run(version_1()));
    ASSERT_TRUE(migrate(*connection, path, migrations().first(static_cast<std::size_t>(version))));
}

int kill_at_zero(unsigned, void* left, void*, void*) {
    if (--*static_cast<int*>(left) == 0) ::kill(::getpid(), SIGKILL);
    return 0;
}

/// Migrates in a process of its own, which ends at its `statement`th statement. False: it came to its end
/// before.
bool killed_at(const std::string& path, int statement) {
    const pid_t child = ::fork();
    if (child == 0) {
        const auto connection = connect(path);
        sqlite3_trace_v2(connection->handle(), SQLITE_TRACE_STMT, kill_at_zero, &statement);
        ::_exit(migrate(*connection, path, migrations()).ok() ? 0 : 1);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0) << "the migration failed";
    return WIFSIGNALED(status);
}

class AMigration : public ::testing::TestWithParam<int> {};

TEST_P(AMigration, ThatIsKilledAtAnyStatementIsBroughtToItsEndByTheNextProcess) {
    SqliteUnderTest the;
    int statement = 1;
    for (bool killed = true; killed; ++statement) {
        SCOPED_TRACE("killed at statement " + std::to_string(statement));
        the.stop();
        for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(the.path() + suffix);
        make(the.path(), GetParam());
        killed = killed_at(the.path(), statement);
        the.start();
        const auto active = the.active();
        ASSERT_TRUE(active);
        EXPECT_TRUE(active->corrupt.empty());
        ASSERT_EQ(active->jobs.size(), 2u);
        EXPECT_EQ(active->jobs[0].intents.at(0).status, IntentStatus::unknown);
        EXPECT_EQ(the.events({active->jobs[0].id, 0, 10})->size(), 2u);
    }
    const int migrations_left = static_cast<int>(migrations().size()) - GetParam();
    EXPECT_GT(statement, 3 * migrations_left) << "too few statements were seen";
}

INSTANTIATE_TEST_SUITE_P(OfVersion, AMigration, ::testing::Range(1, static_cast<int>(migrations().size())),
                         [](const auto& version) { return std::to_string(version.param); });

}  // namespace
}  // namespace understudy::testing
