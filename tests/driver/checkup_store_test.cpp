// The checkup's look at the store and at the jobs in it.
#include "checkup_world.hpp"

namespace understudy::simulated {
namespace {

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

}  // namespace
}  // namespace understudy::simulated
