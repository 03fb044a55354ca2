// The checkup's look at the cloud: what stands there, and whose it is.
#include "checkup_world.hpp"
#include "core/marker.hpp"

namespace understudy::simulated {
namespace {

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

}  // namespace
}  // namespace understudy::simulated
