// The wall clock steps. Waits that stand between a job and money are of steady time; what was promised for a
// time of day is bounded by the delay that it was made with.
#include "bent_cloud.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Duration kTenYears = hours{24 * 3652};

TEST(AClockThatSteps, NeitherShortensNorLengthensTheSettlingWindow) {
    for (const Duration step : {Duration{hours{1}}, Duration{-hours{1}}, kTenYears, -kTenYears}) {
        Studio world;
        world.cloud.faults["create_fine_tune"] = {Fault::lost_request()};
        const std::string id = submit_and_buy(world);
        world.run_for(minutes{1});
        world.clock.skew = step;
        world.run_for(minutes{8});
        EXPECT_EQ(world.cloud.calls["create_fine_tune"], 1) << in_words(step);
        const Explanation words = explained(world, id);
        ASSERT_TRUE(words.next_at.has_value());
        EXPECT_GE(*words.next_at, world.clock.wall()) << in_words(step);
        EXPECT_LE(*words.next_at, world.clock.wall() + minutes{10}) << in_words(step);
        ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }, minutes{3}))
            << in_words(step) << world.story(id);
        EXPECT_EQ(world.store.jobs.at(id).attempt, 1);
    }
}

TEST(AClockThatSteps, PostponesAReattemptByAtMostOneMoreDelay) {
    for (const Duration step : {-Duration{minutes{2}}, -Duration{hours{1}}, -kTenYears}) {
        Studio world;
        world.cloud.fail_trainings(1);
        const std::string id = world.submit();
        ASSERT_TRUE(world.comes_to(id, "failed"));
        world.clock.skew = step;
        const Explanation words = explained(world, id);
        ASSERT_TRUE(words.next_at.has_value());
        EXPECT_LE(*words.next_at, world.clock.wall() + minutes{5}) << in_words(step);
        ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 2; }, minutes{11}))
            << in_words(step) << world.story(id);
        EXPECT_EQ(world.store.jobs.at(id).attempt, 2);
    }
}

TEST(AClockThatSteps, BackWhileTheDaemonIsDownPostponesNothingEither) {
    Studio world;
    world.cloud.fail_trainings(1);
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "failed"));
    world.crash();
    world.clock.skew = -kTenYears;
    world.boot();
    EXPECT_TRUE(world.run_until([&] { return world.cloud.bought() == 2; }, minutes{11})) << world.story(id);
}

TEST(AClockThatSteps, TenYearsForwardMakesAReattemptDueAndCostsNoAttempt) {
    Studio world;
    world.cloud.fail_trainings(1);
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "failed"));
    world.clock.skew = kTenYears;
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 2; }, minutes{6})) << world.story(id);
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 2);
    EXPECT_EQ(world.store.jobs.at(id).attempt, 2);
    EXPECT_EQ(world.store.jobs.at(id).spec.max_attempts, 3);
}

}  // namespace
}  // namespace understudy::simulated
