// What the queue of webhooks' messages asks with every delivery costs the same whatever waits.
#include <gtest/gtest.h>

#include "storage/read/webhooks.hpp"
#include "storage/write/webhooks.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

/// 20,000 messages that wait and as many that failed, half of them tried before.
constexpr const char* backlog = R"sql(
INSERT INTO webhooks (name, target, cursor) VALUES ('a', 'x', 0), ('b', 'y', 0);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
INSERT INTO webhook_messages (webhook, message_id, event_id, job_id, type, body, made_at, waits_since, tries,
                              due_at, tried_at, status)
SELECT 'a', 'msg_' || i, i, 'job_a', 'job.held', '{}', i, i, i / 2 % 2, 9000000 + i, i,
       CASE i % 2 WHEN 0 THEN 'waiting' ELSE 'failed' END FROM n;
ANALYZE;
)sql";

class WebhookPlans : public ::testing::Test {
  protected:
    WebhookPlans() {
        the.stop();
        connection = std::move(*sqlite::Connection::open(the.path(), sqlite::Access::read_write));
        EXPECT_TRUE(connection->run(backlog));
    }
    std::string plan_of(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        EXPECT_EQ(sqlite3_prepare_v2(connection->handle(), ("EXPLAIN QUERY PLAN " + sql).c_str(), -1,
                                     &statement, nullptr),
                  SQLITE_OK)
            << sqlite3_errmsg(connection->handle());
        std::string plan;
        while (sqlite3_step(statement) == SQLITE_ROW)
            plan += std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, 3))) + "\n";
        sqlite3_finalize(statement);
        return plan;
    }
    /// How many steps of SQLite's machine a run takes: it counts what a plan only promises.
    int steps_of(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(connection->handle(), sql.c_str(), -1, &statement, nullptr);
        sqlite3_bind_text(statement, 1, "a", -1, SQLITE_STATIC);
        if (sqlite3_bind_parameter_count(statement) > 1) sqlite3_bind_int64(statement, 2, 5);
        if (sqlite3_bind_parameter_count(statement) > 2) sqlite3_bind_int64(statement, 3, 100);
        while (sqlite3_step(statement) == SQLITE_ROW) continue;
        const int steps = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 0);
        sqlite3_finalize(statement);
        return steps;
    }
    void expect_walk(const std::string& sql, const std::string& index, const char* scanned = "") {
        const std::string plan = plan_of(sql);
        EXPECT_NE(plan.find("INDEX " + index), std::string::npos) << sql << "\n" << plan;
        EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << sql << "\n" << plan;
        const auto scan = plan.find("SCAN");
        EXPECT_TRUE(scan == std::string::npos ||
                    (*scanned != 0 && plan.compare(scan + 5, std::string(scanned).size(), scanned) == 0))
            << sql << "\n"
            << plan;
    }
    SqliteUnderTest the;
    std::unique_ptr<sqlite::Connection> connection;
};

TEST_F(WebhookPlans, AreWalksDownAnIndex) {
    expect_walk(webhook_sql::first_due, "webhook_messages_due (webhook=?)");
    expect_walk(webhook_sql::last_due, "webhook_messages_due (webhook=?)");
    expect_walk(webhook_sql::standings, "webhook_messages_due (webhook=?)", "webhooks");
    expect_walk(webhook_sql::hurry, "webhook_messages_calm (webhook=?)");
    expect_walk(webhook_sql::give_up, "webhook_messages_aged (waits_since<?)");
    expect_walk(webhook_sql::forget_failed, "webhook_messages_failed (tried_at<?)");
}

TEST_F(WebhookPlans, TakeFewStepsBeforeALongQueue) {
    EXPECT_LT(steps_of(webhook_sql::first_due), 100);
    EXPECT_LT(steps_of(webhook_sql::last_due), 100);
    EXPECT_LT(steps_of(webhook_sql::standings), 200);
    EXPECT_LT(steps_of(webhook_sql::hurry), 20'000) << "a hundred rows are changed at most";
}

TEST_F(WebhookPlans, CountWhatComesAndGoes) {
    const auto differs = [&] {
        return *connection->integer(
            "SELECT count(*) FROM webhooks WHERE "
            "waiting <> (SELECT count(*) FROM webhook_messages WHERE webhook = name AND status = 'waiting') "
            "OR "
            "failed <> (SELECT count(*) FROM webhook_messages WHERE webhook = name AND status = 'failed')");
    };
    EXPECT_EQ(*connection->integer("SELECT waiting + failed FROM webhooks WHERE name = 'a'"), 40'000);
    for (const char* change : {"DELETE FROM webhook_messages WHERE id % 3 = 0",
                               "UPDATE webhook_messages SET status = 'failed' WHERE id % 5 = 0",
                               "UPDATE webhook_messages SET status = 'waiting' WHERE id % 7 = 0",
                               "UPDATE webhook_messages SET webhook = 'b' WHERE id % 11 = 0",
                               "UPDATE webhook_messages SET due_at = 7, tries = 9"}) {
        ASSERT_TRUE(connection->run(change));
        EXPECT_EQ(differs(), 0) << change;
    }
}

}  // namespace
}  // namespace understudy::testing
