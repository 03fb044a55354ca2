// A person, or the service manager, interferes while the paid call is under way. Whatever its outcome: what
// was bought is known and followed, what was not bought is not bought behind anybody's back.
#include "bent_cloud.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::minutes;

/// What becomes of the paid call.
struct Fate {
    std::string name;
    std::optional<Fault> fault;  ///< none: it is answered well
    bool bought = false;
};

Fault late(Fault fault) {
    fault.delay = seconds{60};
    fault.trouble.type = "timeout";
    fault.trouble.title = "no answer within 60 s";
    return fault;
}

std::vector<Fate> fates() {
    return {{"answered", std::nullopt, true},
            {"refused", Fault::status(422, TroubleKind::refused), false},
            {"answer lost", Fault::lost_answer(), true},
            {"request lost", Fault::lost_request(), false},
            {"hangs, executed", late(Fault::lost_answer()), true},
            {"hangs, not executed", late(Fault::lost_request()), false}};
}

struct InFlight {
    explicit InFlight(const Fate& fate) {
        if (fate.fault) world.cloud.faults["create_fine_tune"] = {*fate.fault};
        id = submit_and_buy(world);
    }
    Studio world;
    std::string id;
};

TEST(ACancelWhileThePaidCallIsOut, WaitsForItsOutcomeWhateverItIsAndNamesWhatWasBought) {
    for (const Fate& fate : fates()) {
        InFlight at(fate);
        Studio& world = at.world;
        ASSERT_TRUE(world.command(at.id, CancelCommand{}).ok());
        if (fate.fault) EXPECT_NE(world.state(at.id), "canceled") << fate.name << ": not yet known";
        const Explanation words = explained(world, at.id);
        if (world.state(at.id) != "canceled") {
            EXPECT_TRUE(says(words.next, "canceled as soon as it is known")) << fate.name << words.next;
            EXPECT_EQ(words.needs, "") << fate.name;
        }
        ASSERT_TRUE(world.comes_to(at.id, "canceled", minutes{15})) << fate.name << world.story(at.id);
        EXPECT_EQ(world.cloud.bought(), fate.bought ? 1 : 0) << fate.name;
        EXPECT_EQ(ledger(world, at.id), world.cloud.bought()) << fate.name;
        EXPECT_EQ(says(world.story(at.id), "was deleted in the cloud"), fate.bought) << fate.name;
        world.run_for(std::chrono::hours{24});
        EXPECT_EQ(world.cloud.calls["create_fine_tune"], 1) << fate.name;
        EXPECT_EQ(world.state(at.id), "canceled") << fate.name;
    }
}

TEST(ACancelWhileThePaidCallIsOut, SaysWhenItIsLookedForNext) {
    Studio world;
    world.cloud.faults["create_fine_tune"] = {Fault::lost_request()};
    const std::string id = submit_and_buy(world);
    ASSERT_TRUE(world.command(id, CancelCommand{}).ok());
    world.run_for(minutes{2});
    const Explanation words = explained(world, id);
    ASSERT_TRUE(words.next_at.has_value());
    EXPECT_GT(*words.next_at, world.clock.wall());
    EXPECT_LE(*words.next_at, world.clock.wall() + minutes{10});
}

TEST(AHoldWhileThePaidCallIsOut, FollowsWhatWasBoughtAndBuysNothingUntilItIsReleased) {
    for (const Fate& fate : fates()) {
        InFlight at(fate);
        Studio& world = at.world;
        ASSERT_TRUE(world.command(at.id, HoldCommand{}).ok()) << fate.name;
        world.run_for(std::chrono::hours{24});
        EXPECT_EQ(world.cloud.calls["create_fine_tune"], 1) << fate.name << world.story(at.id);
        EXPECT_EQ(world.cloud.bought(), fate.bought ? 1 : 0) << fate.name;
        if (fate.bought) {
            EXPECT_EQ(world.state(at.id), "completed") << fate.name << world.story(at.id);
            EXPECT_EQ(world.hold(at.id), std::nullopt) << fate.name;
            continue;
        }
        if (fate.name == "refused") {
            EXPECT_EQ(world.state(at.id), "failed") << world.story(at.id);
            EXPECT_TRUE(says(explained(world, at.id).why, "status 422"));
            EXPECT_TRUE(says(explained(world, at.id).needs, "retry it")) << explained(world, at.id).needs;
            continue;
        }
        EXPECT_EQ(world.state(at.id), "training") << fate.name;
        EXPECT_EQ(world.hold(at.id), HoldReason::paused) << fate.name;
        EXPECT_EQ(explained(world, at.id).needs, "release it") << fate.name;
        ASSERT_TRUE(world.command(at.id, ReleaseCommand{}).ok());
        ASSERT_TRUE(world.comes_to(at.id, "completed")) << fate.name << world.story(at.id);
        EXPECT_EQ(world.cloud.bought(), 1) << fate.name;
    }
}

TEST(AHoldWhileTheOutcomeIsUnknown, SaysThatItIsLookedForMeanwhileAndWhen) {
    Studio world;
    world.cloud.faults["create_fine_tune"] = {Fault::lost_request()};
    const std::string id = submit_and_buy(world);
    ASSERT_TRUE(world.command(id, HoldCommand{}).ok());
    world.run_for(minutes{2});
    const Explanation words = explained(world, id);
    EXPECT_TRUE(says(words.why, "looked for")) << words.why;
    EXPECT_TRUE(words.next_at.has_value()) << "the listings go on while the job is held";
}

TEST(AStopWhileThePaidCallIsOut, IsStoredWithItsOutcomeAndTheNextStartBuysNothingTwice) {
    for (const Fate& fate : fates()) {
        InFlight at(fate);
        Studio& world = at.world;
        bool stopped = false;
        const Duration begun = world.loop.steady();
        world.driver->stop(seconds{30}, [&] { stopped = true; });
        ASSERT_TRUE(world.run_until([&] { return stopped; }, seconds{31})) << fate.name;
        const bool awaited_in_vain = fate.name.starts_with("hangs");
        EXPECT_EQ(world.loop.steady() - begun >= seconds{30}, awaited_in_vain) << fate.name;
        const Intent stored = world.store.jobs.at(at.id).intents.back();
        const IntentStatus wanted = !fate.fault              ? IntentStatus::confirmed
                                    : fate.name == "refused" ? IntentStatus::voided
                                                             : IntentStatus::unknown;
        EXPECT_EQ(stored.status, wanted) << fate.name;
        world.crash_and_boot();
        const std::string end = fate.name == "refused" ? "failed" : "completed";
        ASSERT_TRUE(world.comes_to(at.id, end)) << fate.name << world.story(at.id);
        EXPECT_EQ(world.cloud.bought(), end == "failed" ? 0 : 1) << fate.name;
        EXPECT_EQ(ledger(world, at.id), world.cloud.bought()) << fate.name;
        EXPECT_EQ(world.store.jobs.at(at.id).attempt, 1) << fate.name;
    }
}

}  // namespace
}  // namespace understudy::simulated
