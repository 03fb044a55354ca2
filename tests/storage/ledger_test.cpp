#include <gtest/gtest.h>

#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

class Ledger : public ::testing::Test {
  protected:
    SqliteUnderTest the;

    Movement movement(int job, Account from, Account to, Time at) {
        Movement moved;
        moved.at = at;
        moved.from = from, moved.to = to;
        moved.credits = credits_per_training;
        moved.job_id = job_id(job);
        moved.attempt = 1;
        moved.nonce = "NONCE" + std::to_string(job);
        moved.labels = {{"client", job % 2 == 0 ? "acme" : "other"}};
        return moved;
    }
    /// A job that reserved and spent.
    void bought(int number, Time at, Duration took) {
        Commit commit = first_commit(plain_job(number));
        commit.movements = {movement(number, Account::available, Account::reserved, at),
                            movement(number, Account::reserved, Account::spent, at + took)};
        ASSERT_TRUE(the.commit(commit));
    }
    std::vector<Movement> list(const MovementQuery& query) {
        auto found = the.ask<std::vector<Movement>>(
            [&](auto reply) { the.store().list_movements(query, std::move(reply)); });
        EXPECT_TRUE(found.ok());
        return found.ok() ? found.value() : std::vector<Movement>{};
    }
    Balance balance() {
        return the.ask<Balance>([&](auto reply) { the.store().balance(std::move(reply)); }).value();
    }
};

TEST_F(Ledger, KeepsMovementsWithTheirCommitAndGivesThemIds) {
    bought(1, Time{seconds{10}}, seconds{5});
    const auto all = list({});
    ASSERT_EQ(all.size(), 2u);
    Movement first = movement(1, Account::available, Account::reserved, Time{seconds{10}});
    first.id = all[0].id;
    EXPECT_EQ(all[0], first);
    EXPECT_GT(all[1].id, all[0].id);
    EXPECT_EQ(balance(), (Balance{-credits_per_training, 0, credits_per_training}));
    the.restart();
    EXPECT_EQ(list({}), all);
}

TEST_F(Ledger, IsReadByJobLabelTimeAndPage) {
    for (int number = 0; number < 6; ++number) bought(number, Time{seconds{100 * number}}, seconds{10});
    MovementQuery query;
    query.job_id = job_id(3);
    EXPECT_EQ(list(query).size(), 2u);
    query = {};
    query.labels = {{"client", "acme"}};
    EXPECT_EQ(list(query).size(), 6u);
    query = {};
    query.since = Time{seconds{200}}, query.until = Time{seconds{300}};
    EXPECT_EQ(list(query).size(), 2u);
    query = {};
    query.limit = 5;
    const auto page = list(query);
    query.after_id = page.back().id;
    query.limit = 100;
    EXPECT_EQ(page.size() + list(query).size(), 12u);
}

TEST_F(Ledger, SaysHowLongTheLastTrainingsTook) {
    bought(1, Time{seconds{10}}, seconds{5});
    bought(2, Time{seconds{20}}, seconds{7});
    Commit presumed = first_commit(plain_job(3));
    presumed.movements = {movement(3, Account::available, Account::reserved, Time{seconds{30}}),
                          movement(3, Account::reserved, Account::spent, Time{seconds{90}})};
    presumed.movements[1].presumed = true;
    ASSERT_TRUE(the.commit(presumed));
    const auto times =
        the.ask<std::vector<Duration>>([&](auto reply) { the.store().training_times(10, std::move(reply)); });
    EXPECT_EQ(times.value(), (std::vector<Duration>{seconds{7}, seconds{5}}));
}

TEST_F(Ledger, OutlivesItsJobsAndCanNeitherBeChangedNorCut) {
    bought(1, Time{seconds{10}}, seconds{5});
    ASSERT_TRUE(the.remove(job_id(1), 1));
    EXPECT_EQ(list({}).size(), 2u);
    the.stop();
    auto shell = sqlite::Connection::open(the.path(), sqlite::Access::read_write).value();
    EXPECT_FALSE(shell->run("DELETE FROM ledger"));
    EXPECT_FALSE(shell->run("UPDATE ledger SET credits = 1"));
    the.start();
}

TEST_F(Ledger, ThatWasDamagedIsNoticed) {
    bought(1, Time{seconds{10}}, seconds{5});
    the.stop();
    auto shell = sqlite::Connection::open(the.path(), sqlite::Access::read_write).value();
    ASSERT_TRUE(shell->run("DROP TRIGGER ledger_never_changes; UPDATE ledger SET credits = 1 WHERE id = 1"));
    shell.reset();
    the.start();
    const auto found =
        the.ask<std::vector<Movement>>([&](auto reply) { the.store().list_movements({}, std::move(reply)); });
    ASSERT_FALSE(found.ok());
    EXPECT_EQ(found.error().kind, StoreTrouble::Kind::corrupt);
}

TEST_F(Ledger, RefusesAnotherJobsMovement) {
    Commit commit = first_commit(plain_job(1));
    commit.movements = {movement(2, Account::available, Account::reserved, Time{})};
    const auto refused = the.commit(commit);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, StoreTrouble::Kind::conflict);
    EXPECT_TRUE(list({}).empty());
}

}  // namespace
}  // namespace understudy::testing
