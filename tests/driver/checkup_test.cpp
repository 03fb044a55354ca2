// The checkup asks the store, the cloud and the seats, and is answered whatever is away.
#include "core/marker.hpp"
#include "world.hpp"

namespace understudy::simulated {
namespace {

class FakePremises : public Premises {
  public:
    explicit FakePremises(Loop& loop) : loop_(loop) {}
    void examine(std::function<void(Checks)> reply) override {
        examined += 1;
        loop_.post([reply] { reply({{"disk", "/d", CheckVerdict::pass, "Plenty.", ""}}); });
    }
    [[nodiscard]] std::optional<Duration> cloud_ahead() const override { return std::chrono::hours{2}; }
    int examined = 0;

  private:
    Loop& loop_;
};

class ACheckup : public ::testing::Test {
  protected:
    Studio world;

    Checks checkup() {
        auto checks =
            world.ask<Checks>([&](Answer<Checks> answer) { world.driver->checkup(std::move(answer)); });
        EXPECT_TRUE(checks.ok());
        return checks.ok() ? checks.value() : Checks{};
    }
    static const Check* named(const Checks& checks, const std::string& name) {
        for (const Check& check : checks)
            if (check.name == name) return &check;
        return nullptr;
    }
    void buy_by_hand(const std::string& description) {
        NewFineTune request{"stranger", description, "en", world.policy.model_id,
                            world.cloud.dataset_ids().front()};
        bool done = false;
        world.cloud.create_fine_tune(request, [&](const auto& outcome) { done = outcome.ok(); });
        ASSERT_TRUE(world.run_until([&] { return done; }));
    }
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

TEST_F(ACheckup, FindsAnOrphanInTheCloud) {
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "training"));
    buy_by_hand(marked({"job_01JD0000000000000000000009", 1, "ORPHAN0000000"}, "someone's"));
    const Checks checks = checkup();
    ASSERT_TRUE(named(checks, "orphans"));
    EXPECT_EQ(named(checks, "orphans")->verdict, CheckVerdict::warn);
    EXPECT_NE(named(checks, "orphans")->words.find("job_01JD0000000000000000000009"), std::string::npos);
}

TEST_F(ACheckup, SaysThatTheKeyIsRefusedAndAsksNothingElse) {
    world.cloud.key_good = false;
    const Checks checks = checkup();
    ASSERT_TRUE(named(checks, "key"));
    EXPECT_EQ(named(checks, "key")->verdict, CheckVerdict::fail);
    EXPECT_EQ(world.cloud.calls["list_fine_tunes"], 0);
}

TEST_F(ACheckup, IsAnsweredThoughTheCloudNeverAnswers) {
    world.cloud.hanging = {"list_fine_tunes"};
    const Duration before = world.loop.steady();
    const Checks checks = checkup();
    EXPECT_LE(world.loop.steady() - before, seconds{31});
    ASSERT_TRUE(named(checks, "orphans"));
    EXPECT_EQ(named(checks, "orphans")->verdict, CheckVerdict::warn);
}

TEST_F(ACheckup, TellsOfTheDatabaseThatCannotBeRead) {
    world.store.away = true;
    const Checks checks = checkup();
    ASSERT_TRUE(named(checks, "database"));
    EXPECT_EQ(named(checks, "database")->verdict, CheckVerdict::fail);
}

TEST_F(ACheckup, TellsOfADatabaseThatIsDamaged) {
    world.store.damaged = true;
    const Checks checks = checkup();
    ASSERT_TRUE(named(checks, "database"));
    EXPECT_EQ(named(checks, "database")->verdict, CheckVerdict::fail);
    EXPECT_NE(named(checks, "database")->words.find("a page is damaged"), std::string::npos);
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

TEST_F(ACheckup, BeginsWithThePremisesAndComparesTheClocks) {
    FakePremises premises(world.loop);
    world.crash();
    world.driver = std::make_unique<Driver>(Ports{world.cloud, world.store, world.clock, world.recordings,
                                                  world.listener, world.entropy, &premises},
                                            world.policy);
    bool ready = false;
    world.driver->start([&] { ready = true; });
    ASSERT_TRUE(world.run_until([&] { return ready; }));
    const Checks checks = checkup();
    EXPECT_EQ(premises.examined, 1);
    EXPECT_EQ(checks.front().name, "disk");
    ASSERT_TRUE(named(checks, "clock"));
    EXPECT_EQ(named(checks, "clock")->verdict, CheckVerdict::warn);
    world.driver.reset();
}

}  // namespace
}  // namespace understudy::simulated
