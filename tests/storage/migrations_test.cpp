#include "storage/migrations/migrations.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "storage/schema.hpp"
#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

std::string fixture(const std::string& name) {
    std::ifstream file(std::string(FIXTURES) + "/" + name);
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>(file), {}};
}

std::unique_ptr<sqlite::Connection> connect(const std::string& path) {
    std::ofstream(path, std::ios::app).close();
    auto opened = sqlite::Connection::open(path, sqlite::Access::read_write);
    EXPECT_TRUE(opened);
    return std::move(*opened);
}

TEST(Migrations, HaveVersionsWithoutAGap) {
    int expected = 1;
    for (const Migration& migration : migrations()) EXPECT_EQ(migration.version, expected++);
}

TEST(Migrations, ADatabaseOfVersion1IsReadWholeToday) {
    SqliteUnderTest the;
    the.stop();
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(the.path() + suffix);
    (void)connect(the.path())->run(fixture("version-1.sql"));
    the.start();
    const auto active = the.active();
    ASSERT_TRUE(active);
    EXPECT_TRUE(active->corrupt.empty());
    ASSERT_EQ(active->jobs.size(), 2U);
    const Job& held = active->jobs[0];
    EXPECT_EQ(held.spec.labels, (std::map<std::string, std::string>{{"studio", "B"}}));
    EXPECT_EQ(held.hold->reason, HoldReason::unknown_outcome);
    EXPECT_EQ(std::get<Training>(held.state).step, TrainingStep::settling);
    EXPECT_EQ(std::get<Training>(held.state).standing, std::vector<std::string>{"ft_before"});
    EXPECT_EQ(held.intents.at(0).status, IntentStatus::unknown);
    EXPECT_EQ(held.intents.at(0).charge, Charge::reserved) << "it may have been bought";
    const auto balance = the.ask<Balance>([&](auto reply) { the.store().balance(std::move(reply)); });
    EXPECT_EQ(*balance, (Balance{-2 * credits_per_training, credits_per_training, credits_per_training}));
    EXPECT_EQ(the.recordings(held.id)->at(0).measurement->codec, "pcm_s16le");
    EXPECT_EQ(the.events({held.id, 0, 10})->size(), 2U);
    EXPECT_TRUE(the.commit(next_commit(held)));
}

// Version 8 counts and dates what version 7 had not.
TEST(Migrations, WebhookMessagesThatWaitedBeforeAreCountedAndDated) {
    const TemporaryFolder folder;
    const auto connection = connect(folder.file("a.db"));
    ASSERT_TRUE(migrate(*connection, "a.db", migrations().first(7)));
    ASSERT_TRUE(connection->run(R"sql(
        INSERT INTO webhooks (name, target, cursor) VALUES ('a', 'x', 5), ('b', 'y', 6);
        INSERT INTO webhook_messages (webhook, message_id, event_id, job_id, type, body, made_at, due_at, status)
        VALUES ('a', 'm1', 1, 'j', 't', '{}', 41, 42, 'waiting'), ('a', 'm2', 2, 'j', 't', '{}', 51, 52, 'waiting'),
               ('a', 'm3', 3, 'j', 't', '{}', 61, 62, 'failed'))sql"));
    ASSERT_TRUE(migrate(*connection, "a.db", migrations()));
    EXPECT_EQ(*connection->integer("SELECT waiting * 10 + failed FROM webhooks WHERE name = 'a'"), 21);
    EXPECT_EQ(*connection->integer("SELECT waiting + failed FROM webhooks WHERE name = 'b'"), 0);
    EXPECT_EQ(*connection->integer("SELECT count(*) FROM webhook_messages WHERE waits_since = made_at"), 3);
    EXPECT_EQ(*connection->integer("SELECT count(*) FROM webhooks WHERE orphaned_at IS NULL AND was = ''"),
              2);
}

TEST(Migrations, RunInOrderAndOnlyOnce) {
    const TemporaryFolder folder;
    const auto connection = connect(folder.file("a.db"));
    const std::vector<Migration> known{{1, "one", "CREATE TABLE a (x)"}, {2, "two", "ALTER TABLE a ADD y"}};
    ASSERT_TRUE(migrate(*connection, "a.db", std::span(known).first(1)));
    ASSERT_TRUE(migrate(*connection, "a.db", known));
    ASSERT_TRUE(migrate(*connection, "a.db", known));
    EXPECT_EQ(*connection->integer("PRAGMA user_version"), 2);
    EXPECT_TRUE(connection->run("SELECT y FROM a"));
}

TEST(Migrations, AreSaidEachBeforeItRuns) {
    const TemporaryFolder folder;
    const auto connection = connect(folder.file("a.db"));
    const std::vector<Migration> known{{1, "one", "CREATE TABLE a (x)"}, {2, "two", "CREATE TABLE b (x)"}};
    std::string said;
    const auto hear = [&](const Migration& migration) {
        const auto before = connection->integer("PRAGMA user_version");
        said += std::to_string(*before) + " " + migration.name + "; ";
    };
    ASSERT_TRUE(migrate(*connection, "a.db", known, hear));
    EXPECT_EQ(said, "0 one; 1 two; ");
    ASSERT_TRUE(migrate(*connection, "a.db", known, hear));
    EXPECT_EQ(said, "0 one; 1 two; ") << "what is done is not done again";
}

TEST(Migrations, OneThatFailsHalfwayLeavesTheVersionBeforeIt) {
    const TemporaryFolder folder;
    const auto connection = connect(folder.file("a.db"));
    const std::vector<Migration> known{{1, "one", "CREATE TABLE a (x)"},
                                       {2, "two", "CREATE TABLE b (x); CREATE TABLE a (x)"}};
    const auto done = migrate(*connection, "a.db", known);
    ASSERT_FALSE(done);
    EXPECT_NE(done.error().what.find("migration 2 (two)"), std::string::npos) << done.error().what;
    EXPECT_EQ(*connection->integer("PRAGMA user_version"), 1);
    EXPECT_FALSE(connection->run("SELECT * FROM b"));
}

TEST(Migrations, OneThatWouldLeaveRowsWithoutTheirJobFails) {
    const TemporaryFolder folder;
    const auto connection = connect(folder.file("a.db"));
    const std::vector<Migration> known{
        {1, "one",
         "CREATE TABLE a (x PRIMARY KEY); CREATE TABLE b (x REFERENCES a); INSERT INTO b VALUES (1)"}};
    EXPECT_FALSE(migrate(*connection, "a.db", known));
    EXPECT_EQ(*connection->integer("PRAGMA user_version"), 0);
}

}  // namespace
}  // namespace understudy::testing
