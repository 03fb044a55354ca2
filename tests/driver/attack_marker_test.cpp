// The cloud does not keep our marker as it was given, or shows a purchase only when nobody waits for it any
// more.
#include "bent_cloud.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

struct Bending {
    std::string name;
    std::function<std::string(std::string)> bend;
};

std::vector<Bending> bendings() {
    return {{"cut in the middle", [](const std::string& text) { return text.substr(0, 30); }},
            {"dropped", [](const std::string&) { return std::string(); }},
            {"behind the user's text", [](const std::string& text) { return "a warm voice " + text; }},
            {"in small letters", [](std::string text) {
                 std::transform(text.begin(), text.end(), text.begin(),
                                [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
                 return text;
             }}};
}

TEST(ACloudThatBendsOurMarker, HoldsAnUnknownOutcomeForAPersonAndBuysNothingMeanwhile) {
    for (const Bending& bending : bendings()) {
        Studio world;
        MarkerBendingCloud cloud(world.cloud);
        cloud.bend = bending.bend;
        boot_before(world, cloud);
        world.cloud.faults["create_fine_tune"] = {Fault::lost_answer()};
        const std::string id = submit_and_buy(world);
        ASSERT_TRUE(world.comes_to_hold(id, HoldReason::unknown_outcome, hours{1}))
            << bending.name << world.story(id);
        world.run_for(hours{48});
        EXPECT_EQ(world.cloud.bought(), 1) << bending.name;
        const Explanation words = explained(world, id);
        EXPECT_TRUE(says(words.needs, "adopt a fine-tune by its id, or void")) << words.needs;
        const std::string bought = world.cloud.purchases().front().fine_tune_id;
        EXPECT_TRUE(says(words.why, bought) || says(world.story(id), bought))
            << bending.name << ": the one in question is named";
        ASSERT_TRUE(world.command(id, ResolveCommand{true, bought, "seen in the playground"}).ok());
        ASSERT_TRUE(world.comes_to(id, "completed")) << bending.name << world.story(id);
        EXPECT_EQ(world.cloud.bought(), 1) << bending.name;
    }
}

TEST(ACloudThatBendsOurMarker, DoesNotDisturbATrainingWhoseAnswersArrive) {
    for (const Bending& bending : bendings()) {
        Studio world;
        MarkerBendingCloud cloud(world.cloud);
        cloud.bend = bending.bend;
        boot_before(world, cloud);
        world.cloud.fail_trainings(1);
        const std::string id = world.submit();
        ASSERT_TRUE(world.comes_to(id, "completed")) << bending.name << world.story(id);
        EXPECT_EQ(world.cloud.bought(), 2) << bending.name << ": the failed one is known by its id";
        EXPECT_EQ(ledger(world, id), 2) << bending.name;
    }
}

TEST(ACloudThatBentOurMarkerOnce, IsNotBelievedWhenALaterListingShowsNothing) {
    Studio world;
    MarkerBendingCloud cloud(world.cloud);
    cloud.bend = [](const std::string&) { return std::string(); };
    boot_before(world, cloud);
    world.cloud.fail_trainings(1);
    const std::string id = submit_and_buy(world);
    ASSERT_TRUE(world.comes_to(id, "failed"));
    world.cloud.faults["create_fine_tune"] = {Fault::lost_request()};
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::unknown_outcome, hours{1})) << world.story(id);
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 2);
    EXPECT_TRUE(says(world.story(id), "does not give our markers back")) << world.story(id);
    world.run_for(hours{24});
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 2);
    ASSERT_TRUE(world.command(id, ResolveCommand{false, "", "nothing in the playground"}).ok());
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 2);
}

/// The first purchase shows in no listing for longer than the window.
std::string void_it_wrongly(Studio& world) {
    world.cloud.faults["create_fine_tune"] = {Fault::lost_answer()};
    const std::string id = submit_and_buy(world);
    world.cloud.hidden_listings = 1'000'000;
    EXPECT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    return id;
}

TEST(ACommitThatLandsAfterTheWindow, IsAdoptedWhenNothingElseWasBoughtYet) {
    Studio world;
    const std::string id = void_it_wrongly(world);
    ASSERT_TRUE(world.run_until([&] {
        return world.store.jobs.at(id).intents.back().status == IntentStatus::voided;
    })) << world.story(id);
    world.cloud.hidden_listings = 0;
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1) << world.story(id);
    EXPECT_EQ(world.store.jobs.at(id).attempt, 1);
    EXPECT_EQ(ledger(world, id), 1);
}

TEST(ACommitThatLandsAfterTheWindow, HoldsTheJobBeforeAnyFurtherSpendAndSaysWhichOne) {
    Studio world;
    const std::string id = void_it_wrongly(world);
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 2; })) << world.story(id);
    const std::string late = world.cloud.purchases().front().fine_tune_id;
    world.cloud.hidden_listings = 0;
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::unknown_outcome, minutes{5})) << world.story(id);
    EXPECT_TRUE(says(world.story(id), "fine-tune " + late + " appeared after its intent had been settled"));
    EXPECT_EQ(ledger(world, id), 2) << "what was paid for is in the ledger";
    EXPECT_EQ(world.listener.noticed_of("orphan"), 1) << "two live ones of one attempt are reported";
    EXPECT_EQ(explained(world, id).needs,
              "look in the playground, then resolve the job: adopt a fine-tune by its id, or void");
    ASSERT_TRUE(world.comes_to(id, "completed")) << "what was bought is followed\n" << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 2);
}

TEST(ACommitThatLandsAfterTheWindow, IsAdoptedInsteadOfAReattempt) {
    Studio world;
    const std::string id = void_it_wrongly(world);
    world.cloud.fail_trainings(1);
    ASSERT_TRUE(world.comes_to(id, "failed")) << world.story(id);
    ASSERT_EQ(world.cloud.bought(), 2);
    world.cloud.hidden_listings = 0;
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 2) << world.story(id);
    EXPECT_EQ(fine_tune_of(world.store.jobs.at(id)), world.cloud.purchases().front().fine_tune_id);
}

}  // namespace
}  // namespace understudy::simulated
