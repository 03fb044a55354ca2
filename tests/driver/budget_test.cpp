#include "world.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class Budgets : public ::testing::Test {
  protected:
    Studio world;
    void allow(std::int64_t trainings_a_day, std::int64_t approval_above = 0) {
        world.policy.budget.limits.clear();
        if (trainings_a_day > 0)
            world.policy.budget.limits.push_back(
                {Period::day, trainings_a_day * credits_per_training, "", ""});
        world.policy.budget.approval_above = approval_above * credits_per_training;
        world.driver->reconfigure(world.policy);
    }
    BudgetView budget() {
        return world.ask<BudgetView>([&](auto answer) { world.driver->budget(std::move(answer)); }).value();
    }
};

TEST_F(Budgets, HoldWhoComesTooLateUntilTheNextDay) {
    allow(1);
    const std::string first = world.submit(), second = world.submit();
    ASSERT_TRUE(world.run_until(
        [&] { return world.hold(first) == HoldReason::budget || world.hold(second) == HoldReason::budget; }));
    const std::string late = world.hold(first) == HoldReason::budget ? first : second;
    EXPECT_EQ(world.cloud.bought(), 1);
    const Explanation why = world.explained(late);
    EXPECT_EQ(why.waits_for, WaitsFor::budget);
    ASSERT_TRUE(why.next_at);
    EXPECT_EQ(*why.next_at, end_of(Period::day, world.clock.wall()));
    ASSERT_TRUE(world.comes_to(late, "completed", hours{48})) << world.story(late);
    EXPECT_EQ(world.cloud.bought(), 2);
}

TEST_F(Budgets, GoOnAtOnceWhenTheConfigurationGivesMore) {
    allow(1);
    const std::string first = world.submit(), second = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.hold(second) == HoldReason::budget; }));
    allow(2);
    EXPECT_TRUE(world.run_until([&] { return world.cloud.bought() == 2; }, minutes{1}))
        << world.story(second);
}

TEST_F(Budgets, GetBackWhatAFailedTrainingHadReserved) {
    allow(1);
    world.cloud.fail_trainings(1);
    world.policy.max_attempts = 1;
    allow(1);
    const std::string first = world.submit(), second = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 2; }, hours{20}))
        << world.story(first) << world.story(second);
    EXPECT_EQ(budget().committed_today, credits_per_training);
}

TEST_F(Budgets, AreAskedOfAPersonBeyondAnAmount) {
    allow(0, 1);
    const std::string first = world.submit(), second = world.submit();
    ASSERT_TRUE(world.comes_to(first, "completed")) << world.story(first);
    ASSERT_TRUE(world.run_until([&] { return world.hold(second) == HoldReason::budget; }));
    world.run_for(hours{20});
    EXPECT_EQ(world.cloud.bought(), 1);
    EXPECT_EQ(world.explained(second).waits_for, WaitsFor::person);
    ASSERT_TRUE(world.command(second, ApproveCommand{"for the film", "user 7"}));
    ASSERT_TRUE(world.comes_to(second, "completed")) << world.story(second);
}

TEST_F(Budgets, AreAsTheyWereAfterACrash) {
    allow(1);
    const std::string first = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    world.crash_and_boot();
    const std::string second = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.hold(second) == HoldReason::budget; }));
    EXPECT_EQ(world.cloud.bought(), 1);
    EXPECT_EQ(budget().balance.reserved, credits_per_training);
    ASSERT_TRUE(world.comes_to(first, "completed"));
    EXPECT_EQ(budget().balance, (Balance{-credits_per_training, 0, credits_per_training}));
}

TEST_F(Budgets, TheLedgerSumsUpWhatWasAskedFor) {
    allow(0);
    const std::string first = world.submit();
    ASSERT_TRUE(world.comes_to(first, "completed"));
    const Time between = world.clock.wall();
    ASSERT_TRUE(world.comes_to(world.submit(), "completed"));
    const auto sum_of = [&](MovementQuery query) {
        query.limit = 1;
        return world.ask<LedgerPage>([&](auto answer) { world.driver->ledger(query, std::move(answer)); })
            .value()
            .balance;
    };
    const std::int64_t one = credits_per_training;
    EXPECT_EQ(sum_of({}), (Balance{-2 * one, 0, 2 * one}));
    MovementQuery of_the_first, later;
    of_the_first.job_id = first;
    later.since = between;
    EXPECT_EQ(sum_of(of_the_first), (Balance{-one, 0, one})) << "whatever the page shows";
    EXPECT_EQ(sum_of(later), (Balance{-one, 0, one}));
    later.until = between;
    EXPECT_EQ(sum_of(later), Balance{});
    of_the_first.after_id = 1'000;
    EXPECT_EQ(sum_of(of_the_first), (Balance{-one, 0, one})) << "a cursor narrows nothing";
}

TEST_F(Budgets, AreQuotedBeforeAJobIsStarted) {
    allow(1);
    const std::string done = world.submit();
    ASSERT_TRUE(world.comes_to(done, "completed"));
    const std::string draft = world.submit(false);
    const auto quote = world.ask<Quote>([&](auto answer) { world.driver->quote(draft, std::move(answer)); });
    ASSERT_TRUE(quote.ok());
    EXPECT_EQ(quote->credits, credits_per_training);
    EXPECT_GT(quote->bytes_to_upload, 0u);
    EXPECT_EQ(quote->trainings, 1u);
    ASSERT_TRUE(quote->training);
    EXPECT_GE(*quote->training, world.cloud.model.settings().train_time);
    const auto of_the_done =
        world.ask<Quote>([&](auto answer) { world.driver->quote(done, std::move(answer)); });
    EXPECT_EQ(of_the_done->credits, 0);
    EXPECT_FALSE(of_the_done->shortfall);
}

}  // namespace
}  // namespace understudy::simulated
