// An action with an Idempotency-Key is done once, however often it is asked for, over crashes too.
#include <algorithm>

#include "world.hpp"

namespace understudy::simulated {
namespace {

class Once : public ::testing::Test {
  protected:
    Studio world;

    Result<Submitted, Problem> ask(const std::string& id, Command what, const std::string& key,
                                   const std::string& fingerprint = "a") {
        return world.ask<Submitted>([&](Answer<Submitted> answer) {
            world.driver->command_once(id, what, IdempotencyKey{key, fingerprint}, std::move(answer));
        });
    }
    /// A draft that nothing is under way for.
    std::string draft() {
        const std::string id = world.submit(false);
        world.run_for(seconds{1});
        return id;
    }
    std::size_t times(const std::string& id, const std::string& type) {
        auto events = world.ask<std::vector<HistoryEvent>>([&](auto answer) {
            world.driver->events(EventQuery{id, 0, 1'000}, std::move(answer));
        });
        EXPECT_TRUE(events.ok());
        return static_cast<std::size_t>(std::count_if(
            events->begin(), events->end(), [&](const HistoryEvent& event) { return event.type == type; }));
    }
};

TEST_F(Once, TheSameKeyActsOnceAndShowsTheJobAsItIsNow) {
    const std::string id = draft();
    const auto first = ask(id, HoldCommand{}, "k");
    ASSERT_TRUE(first.ok());
    EXPECT_FALSE(first->replayed);
    EXPECT_TRUE(first->view.job.hold);
    ASSERT_TRUE(world.command(id, ReleaseCommand{}).ok());
    const auto again = ask(id, HoldCommand{}, "k");
    ASSERT_TRUE(again.ok());
    EXPECT_TRUE(again->replayed);
    EXPECT_FALSE(again->view.job.hold) << "it was released since, and the old wish is not a new one";
    EXPECT_EQ(times(id, "held"), 1u);
}

TEST_F(Once, ARetryWhoseAnswerWasLostBuysOneTraining) {
    world.cloud.fail_trainings(2, {"the data is not fit"});  // for which no attempt is made by itself
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "failed")) << world.story(id);
    ASSERT_TRUE(ask(id, RetryCommand{}, "k").ok());
    ASSERT_TRUE(world.comes_to(id, "training"));
    ASSERT_TRUE(world.comes_to(id, "failed")) << world.story(id);
    const auto bought = times(id, "intent_confirmed");
    EXPECT_TRUE(ask(id, RetryCommand{}, "k")->replayed);
    world.run_for(seconds{600});
    EXPECT_EQ(times(id, "intent_confirmed"), bought);
}

TEST_F(Once, AnotherRequestWithTheKeyIsRefused) {
    const std::string id = draft();
    ASSERT_TRUE(ask(id, HoldCommand{}, "k", "a").ok());
    const auto other = ask(id, ReleaseCommand{}, "k", "b");
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.error().type, "idempotency-key-reused");
    EXPECT_EQ(other.error().status, 422);
    EXPECT_EQ(times(id, "released"), 0u);
}

TEST_F(Once, WhileTheFirstIsUnderWayTheSecondIsTold) {
    const std::string id = draft();
    int good = 0, in_progress = 0;
    const auto note = [&](Result<Submitted, Problem> result) {
        good += result.ok() ? 1 : 0;
        in_progress += !result.ok() && result.error().type == "idempotency-key-in-progress" ? 1 : 0;
    };
    world.driver->command_once(id, HoldCommand{}, IdempotencyKey{"k", "a"}, note);
    world.driver->command_once(id, HoldCommand{}, IdempotencyKey{"k", "a"}, note);
    EXPECT_TRUE(world.run_until([&] { return good == 1 && in_progress == 1; }, seconds{5}));
}

TEST_F(Once, TheKeyIsOnTheDiskWithWhatItChanged) {
    const std::string id = draft();
    ASSERT_TRUE(ask(id, HoldCommand{}, "k").ok());
    world.crash_and_boot();
    const auto again = ask(id, HoldCommand{}, "k");
    ASSERT_TRUE(again.ok());
    EXPECT_TRUE(again->replayed);
    EXPECT_EQ(times(id, "held"), 1u);
}

TEST_F(Once, WhatChangesNothingIsDoneOnceToo) {
    const std::string id = draft();
    ASSERT_TRUE(world.command(id, HoldCommand{}).ok());
    ASSERT_TRUE(ask(id, HoldCommand{}, "k").ok()) << "it is held already";
    world.crash_and_boot();
    ASSERT_TRUE(world.command(id, ReleaseCommand{}).ok());
    EXPECT_TRUE(ask(id, HoldCommand{}, "k")->replayed);
    EXPECT_FALSE(world.hold(id));
}

TEST_F(Once, ManyKeysAtOnceAreAllKept) {
    const std::string id = draft();
    int answered = 0;
    for (int number = 0; number < 5; ++number)
        world.driver->command_once(id, HoldCommand{}, IdempotencyKey{std::to_string(number), "a"},
                                   [&](const auto& result) { answered += result.ok() ? 1 : 0; });
    ASSERT_TRUE(world.run_until([&] { return answered == 5; }, seconds{5}));
    for (int number = 0; number < 5; ++number)
        EXPECT_TRUE(ask(id, HoldCommand{}, std::to_string(number))->replayed) << number;
}

TEST_F(Once, WhatWasRefusedLeavesTheKeyFree) {
    const std::string id = draft();
    EXPECT_EQ(ask(id, ReleaseCommand{}, "k").error().type, "state-forbids");
    ASSERT_TRUE(world.command(id, HoldCommand{}).ok());
    const auto later = ask(id, ReleaseCommand{}, "k");
    ASSERT_TRUE(later.ok());
    EXPECT_FALSE(later->replayed);
}

TEST_F(Once, OfADeletedJobTheKeySaysSo) {
    const std::string id = draft();
    ASSERT_TRUE(ask(id, CancelCommand{}, "k").ok());
    ASSERT_TRUE(world.comes_to(id, "canceled"));
    ASSERT_TRUE(
        world.ask<Nothing>([&](Answer<Nothing> answer) { world.driver->remove(id, std::move(answer)); })
            .ok());
    const auto again = ask(id, CancelCommand{}, "k");
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.error().status, 410);
    EXPECT_EQ(again.error().type, "job-deleted");
    EXPECT_EQ(ask(id, CancelCommand{}, "another").error().status, 404);
}

}  // namespace
}  // namespace understudy::simulated
