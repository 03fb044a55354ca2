#include <gtest/gtest.h>

#include "storage/database.hpp"
#include "storage/read/reader.hpp"
#include "storage/write/writer.hpp"
#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

void commit_all(SqliteUnderTest& the, int count) {
    int answered = 0;
    for (int number = 0; number < count; ++number) {
        Job job = plain_job(number);
        job.intents = {plain_intent("NONCE" + std::to_string(number))};
        the.store().commit(first_commit(job), [&](auto answer) {
            EXPECT_TRUE(answer);
            ++answered;
        });
    }
    the.run_until([&] { return answered == count; });
}

TEST(Load, TenThousandJobsAtWorkComeBackWithTheirIntents) {
    SqliteUnderTest the;
    commit_all(the, 10'000);
    EXPECT_LT(the.sqlite().stats().transactions, 1'000U) << "what waits together is committed together";
    the.restart();
    const auto active = the.active();
    ASSERT_TRUE(active);
    ASSERT_EQ(active->jobs.size(), 10'000U);
    for (const Job& job : active->jobs) ASSERT_EQ(job.intents.size(), 1U);
}

TEST(Load, ALongReadAndCommitsGoOnSideBySide) {
    SqliteUnderTest the;
    commit_all(the, 2'000);
    std::size_t lists = 0, commits = 0;
    Job job = plain_job(5'000);
    for (int i = 0; i < 20; ++i)
        the.store().list_jobs({{}, 1'000, ""},
                              [&](auto jobs) { lists += jobs && jobs->size() == 1'000 ? 1 : 0; });
    the.store().commit(first_commit(job), [&](auto answer) { commits += answer ? 1 : 0; });
    for (; job.revision < 200; ++job.revision)
        the.store().commit(next_commit(job), [&](auto answer) { commits += answer ? 1 : 0; });
    the.run_until([&] { return lists == 20 && commits == 200; });
    EXPECT_EQ(the.load(job.id)->revision, 200);
}

// A question that has become a scan would make the store slower with every job that was ever done.
TEST(Load, NoQuestionReadsJobsThatAreAtRestToFindOthers) {
    const TemporaryFolder folder;
    const DatabaseFile file{folder.file("jobs.db"), ""};
    Writer writer(open_for_writing(file).value());
    ASSERT_TRUE(writer.connection().run("BEGIN"));
    for (int number = 0; number < 500; ++number) {
        Job job = plain_job(number);
        job.intents = {plain_intent("NONCE" + std::to_string(number))};
        if (number % 100 != 0) job.state = Canceled{};
        ASSERT_TRUE(writer.commit(first_commit(job)));
    }
    ASSERT_TRUE(writer.connection().run("COMMIT"));
    auto connection = open_for_reading(file).value();
    sqlite3* handle = connection->handle();
    Reader reader(std::move(connection));
    EXPECT_EQ(reader.load_active()->jobs.size(), 5U);
    EXPECT_EQ(reader.list_jobs({{}, 3, ""})->size(), 3U);
    EXPECT_EQ(reader.list_jobs({{"draft"}, 3, job_id(300)})->size(), 3U);
    EXPECT_EQ(reader.list_events({job_id(100), 0, 3})->size(), 1U);
    EXPECT_EQ(reader.list_events({"", 200, 3})->size(), 3U);
    EXPECT_TRUE(reader.find_intent("NONCE100") && reader.find_answer("none") &&
                reader.load_recordings(job_id(1)));
    EXPECT_TRUE(reader.known_fine_tunes({"ft_1"})->empty());
    EXPECT_EQ(reader.count_states()->size(), 6U);
    for (auto* statement = sqlite3_next_stmt(handle, nullptr); statement != nullptr;
         statement = sqlite3_next_stmt(handle, statement))
        EXPECT_LT(sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0), 20)
            << sqlite3_sql(statement);
}

}  // namespace
}  // namespace understudy::testing
