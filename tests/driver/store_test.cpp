// The store goes away, comes back, or is damaged: what the driver says of it, and what it leaves alone
// meanwhile.
#include "world.hpp"

namespace understudy::simulated {
namespace {

TEST(StoreOutage, IsToldOnceWhenItBeginsAndOnceWhenItEnds) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["upload_file"] >= 1; }));
    world.store.away = true;
    world.run_for(std::chrono::hours{5});
    EXPECT_EQ(world.listener.noticed_of("store_away"), 1);
    const auto outage = world.driver->status().store_outage;
    ASSERT_TRUE(outage);
    EXPECT_FALSE(outage->damaged);
    EXPECT_NE(outage->what.find("the disk is full"), std::string::npos);
    EXPECT_GE(world.clock.wall() - outage->since, std::chrono::hours{4});
    world.store.away = false;
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.listener.noticed_of("store_away"), 1);
    EXPECT_EQ(world.listener.noticed_of("store_back"), 1);
}

TEST(StoreOutage, OfADaemonThatHasNothingToWriteIsNoticedByASubmissionAndEndsByItself) {
    Studio world;
    world.store.away = true;
    Submission submission;
    submission.spec = {"Anna", "", "en", "", 0, {}, {"/srv/anna"}};
    const auto refused = world.ask<Submitted>(
        [&](Answer<Submitted> answer) { world.driver->submit(submission, {}, std::move(answer)); });
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().status, 503);
    const auto outage = world.driver->status().store_outage;
    ASSERT_TRUE(outage);
    EXPECT_TRUE(outage->next_try);
    world.store.away = false;
    EXPECT_TRUE(world.run_until([&] { return !world.driver->status().store_outage; }, seconds{40}));
}

TEST(StoreOutage, ThatLeavesANewJobOnTheDiskUntoldDoesNotForgetIt) {
    Studio world;
    world.store.weather = [](int) { return StoreFault::failed_written; };
    world.store.on_durable = [&](const Job*, const Job&) { world.store.away = true; };
    Submission submission;
    submission.spec = {"Anna", "", "en", "", 0, {}, {"/srv/anna"}};
    submission.start = true;
    const auto refused = world.ask<Submitted>(
        [&](Answer<Submitted> answer) { world.driver->submit(submission, {}, std::move(answer)); });
    ASSERT_FALSE(refused.ok());
    ASSERT_EQ(world.store.jobs.size(), 1u) << "the fsync failed, and the row was written";
    world.store.weather = {}, world.store.on_durable = {};
    world.store.away = false;
    const std::string id = world.store.jobs.begin()->first;
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(StoreOutage, ThatRemovesAJobUntoldLeavesTheDaemonAtWork) {
    Studio world;
    const std::string id = world.submit(false);
    world.run_for(std::chrono::minutes{1});
    const auto remove = [&] {
        return world.ask<Nothing>(
            [&](Answer<Nothing> answer) { world.driver->remove(id, std::move(answer)); });
    };
    world.store.weather = [](int) { return StoreFault::failed_written; };
    EXPECT_EQ(remove().error().status, 503);
    world.store.weather = {};
    ASSERT_TRUE(world.store.jobs.empty()) << "the fsync failed, and the row was removed";
    world.run_for(std::chrono::minutes{1});
    EXPECT_EQ(remove().error().status, 404);
}

TEST(StoreOutage, ThatRefusesARemovalLeavesTheJobAtWork) {
    Studio world;
    const std::string id = world.submit(false);
    world.run_for(std::chrono::minutes{1});
    world.store.weather = [](int) { return StoreFault::refused; };
    EXPECT_FALSE(
        world.ask<Nothing>([&](Answer<Nothing> answer) { world.driver->remove(id, std::move(answer)); })
            .ok());
    world.store.weather = {};
    EXPECT_TRUE(world.command(id, StartCommand{}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(StoreOutage, ThatIsOverDoesNotHoldUpAStop) {
    Studio world;
    world.cloud.faults["list_files"] = {Fault::status(500, TroubleKind::transient)};
    world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["list_files"] == 1; }));
    world.store.weather = [](int) { return StoreFault::refused; };
    ASSERT_TRUE(world.run_until([&] { return world.driver->status().store_outage.has_value(); }));
    world.store.weather = {};
    world.submit(false);  // what it writes ends the outage; the first job's commit waits for its second
    ASSERT_TRUE(world.run_until([&] { return !world.driver->status().store_outage; }, milliseconds{500}));
    bool stopped = false;
    world.driver->stop(seconds{30}, [&] { stopped = true; });
    EXPECT_TRUE(world.run_until([&] { return stopped; }, seconds{31}));
}

TEST(DamagedStore, BuysNothingSendsNothingAndSaysSo) {
    Studio world;
    const std::string watched = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    world.run_for(seconds{5});
    world.store.damaged = true;
    world.crash_and_boot();
    world.run_for(seconds{1});
    const auto outage = world.driver->status().store_outage;
    ASSERT_TRUE(outage && outage->damaged);
    const auto refused = world.command(watched, CancelCommand{});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().type, "store-damaged");
    EXPECT_TRUE(world.comes_to(watched, "completed")) << "what was bought is followed to its end";
    EXPECT_EQ(world.listener.noticed_of("store_damaged"), 1) << "once, not at every audit";
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(DamagedStore, IsFoundBeforeTheNextPurchaseOfADaemonThatRuns) {
    Studio world;
    world.run_for(std::chrono::hours{2});  // the audit of the start is too old by now
    world.store.damaged = true;
    const std::string id = world.submit();
    world.run_for(std::chrono::hours{5});
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 0);
    EXPECT_EQ(world.state(id), "training") << "everything but the purchase is done";
    world.store.damaged = false;
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.listener.noticed_of("store_sound"), 1);
    EXPECT_EQ(world.cloud.bought(), 1);
}

}  // namespace
}  // namespace understudy::simulated
