// The checkup is answered whatever is away, and holds up nobody.
#include <stdexcept>

#include "checkup_world.hpp"

namespace understudy::simulated {
namespace {

class FakePremises : public Premises {
  public:
    explicit FakePremises(Loop& loop) : loop_(loop) {}
    void examine(std::function<void(Checks)> reply) override {
        examined += 1;
        if (broken) throw std::runtime_error("no thread is left");
        if (silent) return;
        loop_.post([reply] { reply({{"disk", "/d", CheckVerdict::pass, "Plenty.", ""}}); });
    }
    [[nodiscard]] std::optional<Duration> cloud_ahead() const override { return std::chrono::hours{2}; }
    int examined = 0;
    bool silent = false, broken = false;

  private:
    Loop& loop_;
};

TEST_F(ACheckup, OfASoundInstallationPasses) {
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "training"));
    const Checks checks = checkup();
    EXPECT_EQ(worst_of(checks), CheckVerdict::pass);
    for (const char* name : {"database", "jobs", "config", "key", "orphans"})
        EXPECT_TRUE(named(checks, name)) << name;
    ASSERT_TRUE(world.comes_to(id, "completed"));
    EXPECT_EQ(world.cloud.bought(), 1) << "nothing was changed by looking";
}

TEST_F(ACheckup, TellsOfAHoldThatWaitsForAPerson) {
    const std::string id = world.submit();
    ASSERT_TRUE(world.command(id, HoldCommand{}).ok());
    const Checks checks = checkup();
    ASSERT_TRUE(named(checks, "holds"));
    EXPECT_EQ(named(checks, "holds")->subject, id);
}

TEST_F(ACheckup, IsMadeOnceForAllWhoAskMeanwhile) {
    int answered = 0;
    for (int i = 0; i < 3; ++i) world.driver->checkup([&](const auto&) { answered += 1; });
    ASSERT_TRUE(world.run_until([&] { return answered == 3; }));
    EXPECT_EQ(world.cloud.calls["list_datasets"], 1);
    EXPECT_FALSE(checkup().empty()) << "and the next one is made anew";
    EXPECT_EQ(world.cloud.calls["list_datasets"], 2);
}

TEST_F(ACheckup, StandsInNobodysWayWhenTheDaemonStops) {
    world.cloud.hanging = {"list_fine_tunes"};
    world.driver->checkup([](const auto&) {});
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["list_fine_tunes"] == 1; }));
    bool stopped = false;
    world.driver->stop(seconds{30}, [&] { stopped = true; });
    EXPECT_TRUE(world.run_until([&] { return stopped; }, seconds{1}));
}

TEST_F(ACheckup, IsRefusedWhenTheDaemonStopsAndWhileItDoes) {
    world.cloud.hanging = {"list_fine_tunes"};
    std::string problem;
    world.driver->checkup([&](const auto& checks) { problem = checks.ok() ? "none" : checks.error().type; });
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["list_fine_tunes"] == 1; }));
    world.driver->stop(seconds{30}, [] {});
    EXPECT_EQ(problem, "stopping");
    const auto late =
        world.ask<Checks>([&](Answer<Checks> answer) { world.driver->checkup(std::move(answer)); });
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.error().status, 503);
    EXPECT_EQ(late.error().type, "stopping");
    EXPECT_EQ(world.cloud.calls["probe_key"], 1) << "the cloud is not asked for it";
}

/// Its last answer may be on the way when the stop comes, too late to be cancelled.
TEST_F(ACheckup, LetsTheDaemonStopWhicheverOfItsCallsIsUnderWay) {
    for (const char* call : {"probe_key", "list_fine_tunes", "list_datasets"}) {
        Studio studio;
        studio.driver->checkup([](const auto&) {});
        ASSERT_TRUE(studio.run_until([&] { return studio.cloud.calls[call] == 1; }));
        bool stopped = false;
        studio.driver->stop(std::chrono::hours{1}, [&] { stopped = true; });
        EXPECT_TRUE(studio.run_until([&] { return stopped; }, seconds{1})) << call;
    }
}

TEST_F(ACheckup, IsAnsweredThoughThePremisesThrowOrNeverAnswer) {
    FakePremises premises(world.loop);
    move_to(premises);
    premises.broken = true;
    EXPECT_TRUE(says(named(checkup(), "service"), "no thread is left"));
    premises.broken = false, premises.silent = true;
    EXPECT_TRUE(says(named(checkup(), "service"), "did not answer in time"));
    premises.silent = false;
    EXPECT_FALSE(named(checkup(), "service"));
    world.driver.reset();
}

TEST_F(ACheckup, BeginsWithThePremisesAndComparesTheClocks) {
    FakePremises premises(world.loop);
    move_to(premises);
    const Checks checks = checkup();
    EXPECT_EQ(premises.examined, 1);
    EXPECT_EQ(checks.front().name, "disk");
    ASSERT_TRUE(named(checks, "clock"));
    EXPECT_EQ(named(checks, "clock")->verdict, CheckVerdict::warn);
    world.driver.reset();
}

}  // namespace
}  // namespace understudy::simulated
