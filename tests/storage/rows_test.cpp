// Rows that were damaged behind the store's back, and what the tables themselves refuse.
#include <gtest/gtest.h>

#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

using Kind = StoreTrouble::Kind;

struct Damage {
    const char* sql;     ///< to the row of job 2
    const char* column;  ///< that the trouble must name
};

void PrintTo(const Damage& damage, std::ostream* out) { *out << damage.sql; }

class DamagedRow : public ::testing::TestWithParam<Damage> {};

TEST_P(DamagedRow, IsNamedAndDoesNotStopTheOthers) {
    SqliteUnderTest the;
    for (int number = 1; number <= 3; ++number) {
        Job job = plain_job(number);
        job.intents = {plain_intent("NONCE" + std::to_string(number))};
        ASSERT_TRUE(the.commit(first_commit(job)));
    }
    the.tamper("PRAGMA ignore_check_constraints = ON; DROP TRIGGER intents_keep_their_identity; UPDATE " +
               std::string(GetParam().sql));
    const auto active = the.active();
    ASSERT_TRUE(active) << active.error().what;
    ASSERT_EQ(active->jobs.size(), 2U);
    EXPECT_EQ(active->jobs[0].id, job_id(1));
    EXPECT_EQ(active->jobs[1].id, job_id(3));
    ASSERT_EQ(active->corrupt.size(), 1U);
    EXPECT_EQ(active->corrupt[0].first, job_id(2));
    EXPECT_NE(active->corrupt[0].second.find(GetParam().column), std::string::npos)
        << active->corrupt[0].second;
    const auto alone = the.load(job_id(2));
    ASSERT_FALSE(alone);
    EXPECT_EQ(alone.error().kind, Kind::corrupt);
    EXPECT_NE(alone.error().what.find(job_id(2)), std::string::npos);
}

#define OF_JOB_2 " WHERE id = 'job_01JDEXAMPLE000000000000002'"
#define OF_ITS_PART " WHERE job_id = 'job_01JDEXAMPLE000000000000002'"
INSTANTIATE_TEST_SUITE_P(
    Rows, DamagedRow,
    ::testing::Values(
        Damage{"jobs SET state = 'dreaming'" OF_JOB_2, "column state"},
        Damage{"jobs SET state = 'completed'" OF_JOB_2, "state_data"},
        Damage{"jobs SET state = 'canceled', state_data = '{}'" OF_JOB_2, "active"},
        Damage{"jobs SET state_data = '{'" OF_JOB_2, "state_data"},
        Damage{"jobs SET state_data = '{\"start_wished\":1,\"override_reason\":\"\"}'" OF_JOB_2,
               "state_data"},
        Damage{"jobs SET state_data = '{\"start_wished\":true,\"override_reason\":\"\",\"x\":1}'" OF_JOB_2,
               "state_data"},
        Damage{"jobs SET step = 'watching'" OF_JOB_2, "column step"},
        Damage{"jobs SET priority = 101" OF_JOB_2, "column priority"},
        Damage{"jobs SET keep_training = 2" OF_JOB_2, "column keep_training"},
        Damage{"jobs SET queue_key = 'A'" OF_JOB_2, "seal"},
        Damage{"jobs SET state = 'uploading', state_data = '{}', step = 'watching'" OF_JOB_2, "column step"},
        Damage{"jobs SET state = 'uploading', state_data = '{}'" OF_JOB_2, "column step"},
        Damage{"jobs SET retry_at = 5" OF_JOB_2, "column retry_at"},
        Damage{"jobs SET fine_tune_id = 'ft'" OF_JOB_2, "column fine_tune_id"},
        Damage{"jobs SET labels = '[]'" OF_JOB_2, "column labels"},
        Damage{"jobs SET labels = '{\"a\":1}'" OF_JOB_2, "column labels"},
        Damage{"jobs SET hold_reason = 'paused'" OF_JOB_2, "hold_since"},
        Damage{"jobs SET hold_reason = 'bored', hold_since = 1, hold_needs = ''" OF_JOB_2,
               "column hold_reason"},
        Damage{"jobs SET error = 'oops'" OF_JOB_2, "column error"},
        Damage{"jobs SET attempt = -1" OF_JOB_2, "column attempt"},
        Damage{"jobs SET attempt = 99999999999" OF_JOB_2, "column attempt"},
        Damage{"jobs SET cancel_wished = 7" OF_JOB_2, "column cancel_wished"},
        Damage{"jobs SET bytes_done = -1" OF_JOB_2, "column bytes_done"},
        Damage{"job_paths SET paths = '[1]'" OF_ITS_PART, "column paths"},
        Damage{"intents SET kind = 'gift'" OF_ITS_PART, "column kind"},
        Damage{"intents SET status = 'perhaps'" OF_ITS_PART, "column status"},
        Damage{"jobs SET name = 'Bella'" OF_JOB_2, "column seal"},
        Damage{"jobs SET language = 'fr'" OF_JOB_2, "column seal"},
        Damage{"jobs SET dataset_id = 'another'" OF_JOB_2, "column seal"},
        Damage{"jobs SET attempt = 1" OF_JOB_2, "column seal"},
        Damage{"jobs SET seal = seal + 1" OF_JOB_2, "column seal"},
        Damage{"job_paths SET paths = '[]'" OF_ITS_PART, "column seal"},
        Damage{"intents SET digest = 'e'" OF_ITS_PART, "column seal"},
        Damage{"intents SET status = 'void'" OF_ITS_PART, "column seal"},
        Damage{"intents SET position = 1" OF_ITS_PART, "intent 1"}));

TEST(Rows, ADamagedRecordingIsNamedWithItsJobAndColumn) {
    SqliteUnderTest the;
    Chance chance(1);
    Commit commit = first_commit(plain_job(1));
    commit.recordings = {{0, chance.recording()}, {1, chance.recording()}};
    ASSERT_TRUE(the.commit(commit));
    the.tamper("UPDATE recordings SET delivery = 'by pigeon' WHERE position = 1");
    const auto recordings = the.recordings(job_id(1));
    ASSERT_FALSE(recordings);
    EXPECT_EQ(recordings.error().kind, Kind::corrupt);
    for (const std::string& part :
         {job_id(1), std::string("recording 1"), std::string("column delivery"), std::string("by pigeon")})
        EXPECT_NE(recordings.error().what.find(part), std::string::npos) << recordings.error().what;
}

TEST(Rows, ARecordingThatIsNotWhatWasWrittenIsNoticed) {
    SqliteUnderTest the;
    Commit commit = first_commit(plain_job(1));
    commit.recordings = {{0, {}}, {1, {}}};
    ASSERT_TRUE(the.commit(commit));
    the.tamper("UPDATE recordings SET cloud_name = 'another.wav' WHERE position = 1");
    const auto recordings = the.recordings(job_id(1));
    ASSERT_FALSE(recordings);
    EXPECT_NE(recordings.error().what.find("column seal"), std::string::npos) << recordings.error().what;
}

TEST(Audit, FindsNothingInASoundDatabaseAndNamesWhatIsWrongWithADamagedOne) {
    SqliteUnderTest the;
    Commit commit = first_commit(plain_job(1));
    commit.idempotent_answer = IdempotentAnswer{"key", "print", job_id(1), 201, Time{}};
    ASSERT_TRUE(the.commit(commit));
    const auto audit = [&] { return the.ask<Nothing>([&](auto reply) { the.store().audit(reply); }); };
    EXPECT_TRUE(audit());
    the.tamper("UPDATE idempotent_answers SET key = 'kez'");
    const auto verdict = audit();
    ASSERT_FALSE(verdict) << "a repeated POST would make a second job";
    EXPECT_EQ(verdict.error().kind, Kind::corrupt);
    EXPECT_NE(verdict.error().what.find("kez"), std::string::npos) << verdict.error().what;
}

TEST(Audit, NoticesAnIndexThatLacksARow) {
    SqliteUnderTest the;
    ASSERT_TRUE(the.commit(first_commit(plain_job(1))));
    the.tamper(
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'active = 1', "
        "'active = 0') WHERE name = 'jobs_active'");
    const auto verdict = the.ask<Nothing>([&](auto reply) { the.store().audit(reply); });
    ASSERT_FALSE(verdict);
    EXPECT_EQ(verdict.error().kind, Kind::corrupt);
}

TEST(Audit, NoticesWhatBelongsToAJobThatIsNotThere) {
    SqliteUnderTest the;
    Commit commit = first_commit(plain_job(1));
    commit.recordings = {{0, {}}};
    ASSERT_TRUE(the.commit(commit));
    the.tamper("PRAGMA foreign_keys = OFF; UPDATE recordings SET job_id = 'job_gone'");
    const auto verdict = the.ask<Nothing>([&](auto reply) { the.store().audit(reply); });
    ASSERT_FALSE(verdict);
    EXPECT_EQ(verdict.error().kind, Kind::corrupt);
    EXPECT_NE(verdict.error().what.find("recordings"), std::string::npos) << verdict.error().what;
}

TEST(Rows, AMissingRecordingIsNoticed) {
    SqliteUnderTest the;
    Commit commit = first_commit(plain_job(1));
    commit.recordings = {{0, {}}, {1, {}}, {2, {}}};
    ASSERT_TRUE(the.commit(commit));
    the.tamper("DELETE FROM recordings WHERE position = 1");
    EXPECT_EQ(the.recordings(job_id(1)).error().kind, Kind::corrupt);
}

/// What sqlite3's shell may do to a database that is in use.
sqlite::Answer<Nothing> by_hand(SqliteUnderTest& the, const char* sql) {
    auto connection = sqlite::Connection::open(the.path(), sqlite::Access::read_write);
    EXPECT_TRUE(connection);
    if (auto set = (*connection)->run("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON"); !set)
        return set;
    return (*connection)->run(sql);
}

TEST(History, CanBeAddedToAndNeverChangedWhileTheJobIsThere) {
    SqliteUnderTest the;
    ASSERT_TRUE(the.commit(first_commit(plain_job(1))));
    for (const char* sql :
         {"UPDATE events SET cause = 'I was never here'", "DELETE FROM events",
          "INSERT OR REPLACE INTO events SELECT id, job_id, 0, '', '', 0, '', '[]' FROM events"}) {
        const auto done = by_hand(the, sql);
        ASSERT_FALSE(done) << sql;
        EXPECT_NE(done.error().message.find("history is"), std::string::npos) << done.error().message;
    }
    EXPECT_EQ(the.events({"", 0, 10})->at(0).cause, "because");
}

TEST(History, GoesWithItsJob) {
    SqliteUnderTest the;
    ASSERT_TRUE(the.commit(first_commit(plain_job(1))));
    ASSERT_TRUE(by_hand(the, "DELETE FROM jobs"));
    EXPECT_TRUE(the.events({"", 0, 10})->empty());
}

TEST(Intents, CannotBeDeletedWhileTheJobIsThere) {
    SqliteUnderTest the;
    Job job = plain_job(1);
    job.intents = {plain_intent("AAAA")};
    ASSERT_TRUE(the.commit(first_commit(job)));
    EXPECT_FALSE(by_hand(the, "DELETE FROM intents"));
    EXPECT_TRUE(by_hand(the, "DELETE FROM jobs"));
}

TEST(Switches, ThatAreDamagedAreNoSwitches) {
    SqliteUnderTest the;
    Controls controls;
    controls.spending = Pause{Time{seconds{7}}, "", ""};
    ASSERT_TRUE(the.keep(controls));
    the.tamper(
        "UPDATE controls SET document = replace(document, '\"spending\":[{', '\"spending\":[{\"x\":1,')");
    const auto active = the.active();
    ASSERT_FALSE(active) << "it might say that nothing may be bought";
    EXPECT_EQ(active.error().kind, Kind::corrupt);
    EXPECT_NE(active.error().what.find("the controls"), std::string::npos) << active.error().what;
}

}  // namespace
}  // namespace understudy::testing
