// Kills, disks that are away, clocks that step.
#include "courier_world.hpp"

namespace understudy::simulated {
namespace {

TEST_F(TheCourier, SendsAgainAfterARestartWhatWasUnderWay) {
    sender.takes = seconds{10};
    plan({"a"});
    const std::string id = happens();
    wait(seconds{1});
    ASSERT_EQ(sender.tries_of(id), 1U);
    kill_and_restart();
    wait(seconds{1});
    EXPECT_EQ(sender.tries_of(id), 2U);
}

TEST_F(TheCourier, LosesNothingKilledAtAnyStepBetweenAnEventAndItsDelivery) {
    for (int steps = 0; steps < 40; ++steps) {
        SCOPED_TRACE(steps);
        plan({"a"});
        sender.sent.clear();
        const std::string id = happens();
        for (int i = 0; i < steps; ++i) loop.step(loop.steady() + seconds{1});
        kill_and_restart();
        wait(minutes{1});
        EXPECT_GE(sender.tries_of(id), 1U);
        EXPECT_LE(sender.tries_of(id), 2U);
        EXPECT_EQ(courier->facts().waiting, 0);
    }
}

TEST_F(TheCourier, WaitsForADiskThatIsAwayAndLosesNothing) {
    plan({"a"});
    queue.away = true;
    const std::string id = happens();
    wait(minutes{5});
    EXPECT_TRUE(sender.sent.empty());
    queue.away = false;
    wait(seconds{10});
    EXPECT_EQ(sender.tries_of(id), 1U);
}

TEST_F(TheCourier, DoesNotSendAgainWhileItCannotBeWrittenThatAMessageWasDelivered) {
    plan({"a"});
    const std::string id = happens();
    loop.run_until(loop.steady() + seconds{1}, [&] { return !sender.sent.empty(); });
    queue.away = true;
    wait(minutes{10});
    EXPECT_EQ(sender.tries_of(id), 1U);
    queue.away = false;
    wait(minutes{10});
    EXPECT_EQ(sender.tries_of(id), 1U);
    EXPECT_EQ(courier->facts().waiting, 0);
}

TEST_F(TheCourier, BeginsWhereTheDiskWasAwayAtTheStart) {
    queue.away = true;
    plan({"a"});
    wait(minutes{1});
    queue.away = false;
    wait(seconds{10});
    const std::string id = happens();
    wait(seconds{1});
    EXPECT_EQ(sender.tries_of(id), 1U);
}

TEST_F(TheCourier, IsNotStoppedByAClockThatStepsTenYearsAndMakesNoStorm) {
    for (const Duration step : {-hours{24 * 3650}, hours{24 * 3650}}) {
        SCOPED_TRACE(step.count());
        sender.sent.clear();
        sender.answers["a"] = {http(500)};
        plan({"a"});
        const std::string id = happens();
        wait(minutes{10});
        const std::size_t before = sender.tries_of(id);
        clock.skew += step;
        wait(hours{48});
        EXPECT_GT(sender.tries_of(id), before);
        EXPECT_LE(sender.tries_of(id), 10U);
        sender.answers["a"] = {http(204)};
        clock.skew -= step;
        wait(hours{30});
        EXPECT_EQ(courier->facts().waiting, 0);
    }
}

}  // namespace
}  // namespace understudy::simulated
