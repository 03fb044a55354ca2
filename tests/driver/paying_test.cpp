#include "world.hpp"

namespace understudy::simulated {
namespace {

TEST(NeverPayTwice, ALostAnswerIsLookedForAndAdopted) {
    Studio world;
    world.cloud.faults["create_fine_tune"] = {Fault::lost_answer()};
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
    EXPECT_EQ(world.store.jobs.at(id).attempt, 1);
}

TEST(NeverPayTwice, ALostRequestIsVoidedOnlyAfterTheWindowAndThenBoughtOnce) {
    Studio world;
    world.cloud.faults["create_fine_tune"] = {Fault::lost_request()};
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["create_fine_tune"] == 1; }));
    world.run_for(std::chrono::minutes{9});
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 1);
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
    EXPECT_EQ(world.store.jobs.at(id).attempt, 1) << "a lost request costs no attempt";
}

TEST(NeverPayTwice, AListingThatLagsWithinTheWindowIsNotBelieved) {
    Studio world;
    world.cloud.faults["create_fine_tune"] = {Fault::lost_answer()};
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["create_fine_tune"] == 1; }));
    world.cloud.hidden_listings = 3;
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(NeverPayTwice, ARefusedConnectionIsProvenNotExecutedAndTriedAgainAtOnce) {
    Studio world;
    world.cloud.faults["create_fine_tune"] = {Fault::not_connected(), Fault::not_connected()};
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }, std::chrono::minutes{2}))
        << world.story(id);
    EXPECT_EQ(world.store.jobs.at(id).attempt, 1);
}

TEST(NeverPayTwice, ACrashAfterTheCallAndBeforeItsAnswerBuysNothingMore) {
    Studio world;
    world.cloud.hanging = {"create_fine_tune"};
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    world.cloud.hanging.clear();
    world.crash_and_boot();
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(NeverPayTwice, ACrashAtEveryMomentOfTheLifeBuysNothingMore) {
    for (int moment = 0; moment < 400; ++moment) {
        Studio world;
        world.cloud.fail_trainings(1);
        world.cloud.model.settings().train_time = seconds{30};
        const std::string id = world.submit();
        int steps = 0;
        world.run_until([&] { return ++steps > moment; });
        world.crash_and_boot();
        ASSERT_TRUE(world.comes_to(id, "completed")) << "moment " << moment << "\n" << world.story(id);
        ASSERT_EQ(world.cloud.bought(), 2) << "moment " << moment << "\n" << world.story(id);
        ASSERT_EQ(world.store.jobs.at(id).attempt, 2) << "moment " << moment;
        for (const auto& [fine_tune, files] : world.cloud.files_at_purchase)
            ASSERT_EQ(files.size(), 4u)
                << "the dataset was not the manifest when it was bought, moment " << moment;
    }
}

TEST(NeverPayTwice, TheIntentIsInTheStoreBeforeTheRequestLeaves) {
    Studio world;
    int stored = 0;
    world.cloud.on_call = [&](const std::string& name) {
        if (name != "create_dataset" && name != "create_fine_tune") return;
        const auto& intents = world.store.jobs.begin()->second.intents;
        stored += !intents.empty() && intents.back().status == IntentStatus::open ? 1 : 0;
    };
    ASSERT_TRUE(world.comes_to(world.submit(), "completed"));
    EXPECT_EQ(stored, 2);
}

TEST(NeverPayTwice, AnOldBackupThatIsRestoredAdoptsWhatWasBought) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.state(id) == "training"; }));
    const auto backup = world.store.jobs;
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    world.run_for(std::chrono::minutes{1});
    world.crash();
    world.store.jobs = backup;
    world.boot();
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(NeverPayTwice, AnArrivalAfterTheWindowHoldsTheJobAndIsReported) {
    Studio world;
    world.cloud.faults["create_fine_tune"] = {Fault::lost_answer()};
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    world.cloud.hidden_listings = 1'000'000;
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 2; })) << world.story(id);
    world.cloud.hidden_listings = 0;
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::unknown_outcome)) << world.story(id);
    EXPECT_GE(world.listener.noticed_of("orphan"), 1);
    EXPECT_TRUE(world.comes_to(id, "completed")) << "what was bought is followed to its end\n"
                                                 << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 2);
}

TEST(NeverPayTwice, ACloudThatCutsOurMarkersHoldsAnUnknownOutcomeForAPerson) {
    Studio world;
    world.cloud.model.settings().description_limit = 0;
    world.cloud.faults["create_fine_tune"] = {Fault::lost_answer()};
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::unknown_outcome)) << world.story(id);
    world.run_for(std::chrono::hours{24});
    EXPECT_EQ(world.cloud.bought(), 1);
    const std::string bought = world.cloud.purchases().front().fine_tune_id;
    EXPECT_FALSE(world.command(id, ResolveCommand{true, "fine_tune_none", "a guess"}).ok());
    ASSERT_TRUE(world.command(id, ResolveCommand{true, bought, "seen in the playground"}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(NeverPayTwice, AnUnmarkedStrangerOnOurDatasetKeepsTheIntentFromBeingVoided) {
    Studio world;
    world.cloud.faults["create_fine_tune"] = {Fault::lost_answer()};
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["create_fine_tune"] == 1; }));
    world.cloud.model.settings().description_limit = 3;
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    world.cloud.model.settings().description_limit.reset();
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::unknown_outcome)) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(NeverPayTwice, OnUnknownAskHoldsAtOnceAndVoidBuysAgain) {
    Studio world;
    world.policy.ask_when_unknown = true;
    world.crash_and_boot();
    world.cloud.faults["create_fine_tune"] = {Fault::lost_request()};
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::unknown_outcome, std::chrono::minutes{5}))
        << world.story(id);
    EXPECT_FALSE(world.command(id, ReleaseCommand{}).ok());
    ASSERT_TRUE(world.command(id, ResolveCommand{false, "", "nothing in the playground"}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(NeverPayTwice, ThreeLostRequestsInOneAttemptAskAPerson) {
    Studio world;
    world.cloud.faults["create_fine_tune"] = {Fault::lost_request(), Fault::lost_request(),
                                              Fault::lost_request()};
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::unknown_outcome)) << world.story(id);
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 3);
    ASSERT_TRUE(world.command(id, ResolveCommand{false, "", "the network was down"}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed"));
}

TEST(NeverPayTwice, TheWallClockMayStepAnHourForwardWithinTheWindow) {
    Studio world;
    world.cloud.faults["create_fine_tune"] = {Fault::lost_request()};
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["create_fine_tune"] == 1; }));
    world.run_for(std::chrono::minutes{1});
    world.clock.skew = std::chrono::hours{1};
    world.run_for(std::chrono::minutes{8});
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 1);
}

TEST(NeverPayTwice, ALostAnswerToMakingTheDatasetMakesNoSecondDataset) {
    Studio world;
    world.cloud.faults["create_dataset"] = {Fault::lost_answer()};
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.dataset_ids().size(), 1u);
}

TEST(NeverPayTwice, AStopWhileThePaidCallIsInFlightAwaitsIt) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["create_fine_tune"] == 1; }));
    bool stopped = false;
    world.driver->stop(seconds{30}, [&] { stopped = true; });
    ASSERT_TRUE(world.run_until([&] { return stopped; }, seconds{31}));
    EXPECT_EQ(std::get<Training>(world.store.jobs.at(id).state).step, TrainingStep::watching);
    world.crash_and_boot();
    EXPECT_TRUE(world.comes_to(id, "completed"));
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(NeverPayTwice, ACancelWhileThePaidCallIsInFlightWaitsForItsOutcome) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["create_fine_tune"] == 1; }));
    ASSERT_TRUE(world.command(id, CancelCommand{}).ok());
    ASSERT_TRUE(world.comes_to(id, "canceled"));
    EXPECT_EQ(fine_tune_of(world.store.jobs.at(id)), world.cloud.purchases().front().fine_tune_id);
}

}  // namespace
}  // namespace understudy::simulated
