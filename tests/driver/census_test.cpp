// The jobs that are not at rest, counted for whoever measures.
#include "world.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::hours;

TEST(TheCensus, OfAnIdleDriverIsEmpty) {
    Studio world;
    const Census census = world.driver->census();
    EXPECT_TRUE(census.held.empty());
    EXPECT_EQ(census.waiting_for_turn, 0u);
    EXPECT_FALSE(census.oldest_waiter);
    EXPECT_EQ(census.trainings_under_way, 0u);
}

TEST(TheCensus, CountsTheHeldByReasonAndWhatIsInTheCloud) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    EXPECT_EQ(world.driver->census().trainings_under_way, 1u);
    ASSERT_TRUE(world.command(id, HoldCommand{}).ok());
    EXPECT_EQ(world.driver->census().held, (std::map<HoldReason, std::size_t>{{HoldReason::paused, 1}}));
    ASSERT_TRUE(world.command(id, ReleaseCommand{}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed"));
    EXPECT_TRUE(world.driver->census().held.empty());
    EXPECT_EQ(world.driver->census().trainings_under_way, 0u);
}

TEST(TheCensus, TellsHowLongTheOldestHasWaitedForItsTurn) {
    Studio world;
    const auto paused = world.ask<ControlsView>([&](Answer<ControlsView> answer) {
        world.driver->change_controls({.spending_paused = true}, std::move(answer));
    });
    ASSERT_TRUE(paused.ok());
    const std::string first = world.submit();
    world.run_for(hours{2});
    const std::string second = world.submit();
    world.run_for(hours{1});
    ASSERT_EQ(world.state(second), "training");
    const Census census = world.driver->census();
    EXPECT_EQ(census.waiting_for_turn, 2u) << "both wait before money";
    ASSERT_TRUE(census.oldest_waiter);
    const Duration age = world.clock.wall() - *census.oldest_waiter;
    EXPECT_GT(age, hours{2});
    EXPECT_LT(age, hours{4});
}

}  // namespace
}  // namespace understudy::simulated
