// The checkup asks the store, the cloud and the seats, and is answered whatever is away.
#include <stdexcept>

#include "core/marker.hpp"
#include "world.hpp"

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
    static bool says(const Check* check, const std::string& part) {
        return check && (check->words + " " + check->cure).find(part) != std::string::npos;
    }
    /// Another process, with these premises.
    void move_to(Premises& premises) {
        world.crash();
        world.driver = std::make_unique<Driver>(Ports{world.cloud, world.store, world.clock, world.recordings,
                                                      world.listener, world.entropy, &premises},
                                                world.policy);
        bool ready = false;
        world.driver->start([&] { ready = true; });
        ASSERT_TRUE(world.run_until([&] { return ready; }));
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

TEST_F(ACheckup, HasTheDriverBuyNothingAnyMoreWhenItFindsDamage) {
    world.run_for(seconds{1});
    world.store.damaged = true;
    const std::string id = world.submit(false);
    ASSERT_FALSE(world.driver->status().store_outage) << "it was sound a moment ago";
    checkup();
    ASSERT_TRUE(world.driver->status().store_outage);
    EXPECT_TRUE(world.driver->status().store_outage->damaged);
    EXPECT_EQ(world.command(id, StartCommand{}).error().type, "store-damaged");
}

TEST_F(ACheckup, FailsWhenTheDatabaseCannotBeWritten) {
    world.store.full = true;
    const Checks checks = checkup();
    ASSERT_TRUE(named(checks, "database"));
    EXPECT_EQ(named(checks, "database")->verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(named(checks, "database"), "cannot be written: the disk is full"));
    EXPECT_TRUE(world.driver->status().store_outage) << "and nothing is sent meanwhile";
    world.store.full = false;
    EXPECT_EQ(named(checkup(), "database")->verdict, CheckVerdict::pass);
    EXPECT_FALSE(world.driver->status().store_outage);
}

TEST_F(ACheckup, IsAnsweredThoughTheDatabaseNeverAnswers) {
    world.store.read_time = std::chrono::hours{1};
    world.store.group_time = [] { return std::chrono::hours{1}; };
    const Duration before = world.loop.steady();
    const Checks checks = checkup();
    EXPECT_LE(world.loop.steady() - before, seconds{31});
    EXPECT_TRUE(says(named(checks, "database"), "does not answer"));
    EXPECT_EQ(named(checks, "database")->verdict, CheckVerdict::fail);
    ASSERT_TRUE(named(checks, "jobs"));
    EXPECT_EQ(named(checks, "jobs")->verdict, CheckVerdict::warn) << "what is not known does not pass";
    world.run_for(std::chrono::hours{2});
    world.store.read_time = milliseconds{1}, world.store.group_time = {};
    EXPECT_EQ(worst_of(checkup()), CheckVerdict::pass) << "what the first one heard late is forgotten";
}

TEST_F(ACheckup, SaysThatTheDatabaseKeepsItFromTheOwnersOfWhatStandsInTheCloud) {
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "training"));
    world.cloud.on_call = [&](const std::string& call) {
        if (call == "list_datasets") world.store.read_time = std::chrono::hours{1};
    };
    const Checks checks = checkup();
    EXPECT_TRUE(says(named(checks, "orphans"), "the database does not answer"));
}

TEST_F(ACheckup, FailsForAStoredJobThatHasNoSeat) {
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "training"));
    Job lost = world.store.jobs.at(id);
    lost.id = "job_01JD0000000000000000000009";
    lost.intents = {};
    world.store.jobs[lost.id] = lost;
    const Checks checks = checkup();
    ASSERT_TRUE(named(checks, "jobs"));
    EXPECT_EQ(named(checks, "jobs")->verdict, CheckVerdict::fail);
    EXPECT_EQ(named(checks, "jobs")->subject, lost.id);
}

/// Its row counts a measured file too few: the core has nothing to measure, and nothing else to do.
TEST_F(ACheckup, FailsForAJobWhoseSeatNothingWillWake) {
    const std::string id = world.submit(false);
    world.run_for(std::chrono::minutes{1});
    world.crash();
    world.store.jobs.at(id).tally.files_measured -= 1;
    world.boot();
    world.run_for(std::chrono::minutes{1});
    ASSERT_EQ(world.driver->attention(id), Attention::none);
    const Duration before = world.loop.steady();
    const Checks checks = checkup();
    EXPECT_GE(world.loop.steady() - before, seconds{1}) << "it is looked at twice";
    ASSERT_TRUE(named(checks, "jobs"));
    EXPECT_EQ(named(checks, "jobs")->verdict, CheckVerdict::fail);
    EXPECT_EQ(named(checks, "jobs")->subject, id);
}

/// A submission's row is on the disk before its job has a seat.
TEST_F(ACheckup, IsNotAlarmedByAJobBetweenTwoHands) {
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "training"));
    Job passing = world.store.jobs.at(id);
    passing.id = "job_01JD0000000000000000000009";
    passing.intents = {};
    world.store.jobs[passing.id] = passing;
    world.loop.post_after(milliseconds{500}, [&] { world.store.jobs.erase(passing.id); });
    EXPECT_EQ(named(checkup(), "jobs")->verdict, CheckVerdict::pass);
}

TEST_F(ACheckup, OfARestoredBackupDoesNotAdviseToDeleteWhatItsJobWillAdopt) {
    const std::string id = world.submit(false);
    world.run_for(seconds{10});
    const auto backup = world.store.backup();
    ASSERT_TRUE(world.command(id, StartCommand{}).ok());
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    world.run_for(std::chrono::minutes{1});
    world.crash();
    world.store.restore(backup);
    world.boot();
    const Checks checks = checkup();
    int orphans = 0;
    for (const Check& check : checks) {
        if (check.name != "orphans") continue;
        orphans += 1;
        EXPECT_TRUE(says(&check, "do not delete it") && says(&check, id)) << check.words << check.cure;
        EXPECT_FALSE(says(&check, "not in this database")) << check.words;
    }
    EXPECT_EQ(orphans, 2) << "the fine-tune and its dataset";
    ASSERT_TRUE(world.command(id, StartCommand{}).ok());
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1) << "as was said";
    const Checks after = checkup();
    for (const Check& check : after)
        EXPECT_FALSE(check.name == "orphans" && check.subject.starts_with("fine_tune")) << check.words;
}

/// Also of a job that rests, and has no seat.
TEST_F(ACheckup, KnowsAJobThatRestsForItsOwn) {
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "completed"));
    buy_by_hand(marked({id, 7, "BYACOPY000000"}, "someone's"));
    EXPECT_TRUE(says(named(checkup(), "orphans"), "do not delete it"));
}

TEST_F(ACheckup, TellsOfASecondFineTuneOfOnePurchase) {
    world.cloud.fail_trainings(1);
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    buy_by_hand(world.cloud.purchases().front().description);
    const std::string second = world.cloud.purchases().back().fine_tune_id;
    ASSERT_TRUE(world.run_until([&] { return world.cloud.purchases().front().outcome == "failed"; }));
    const Checks checks = checkup();
    bool told = false;
    for (const Check& check : checks) told |= check.subject == second && check.verdict == CheckVerdict::fail;
    EXPECT_TRUE(told);
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
