// What stands in the cloud, and whose it is.
#include "findings.hpp"

namespace understudy::testing {
namespace {

class Orphans : public ::testing::Test {
  protected:
    CloudSight sight;
    Orphans() {
        sight.datasets = {{"dataset_1", "Anna", marked({kJobId, 0, "DATASETNONCE0"}, "")}};
        sight.fine_tunes = {fine_tune("training")};
        sight.intents = {{"DATASETNONCE0",
                          {IntentKind::dataset, 0, "DATASETNONCE0", "", IntentStatus::confirmed, "dataset_1",
                           kNow.wall, kNow.wall}},
                         {kNonce,
                          {IntentKind::fine_tune, 1, kNonce, "", IntentStatus::confirmed, "fine_tune_1",
                           kNow.wall, kNow.wall}}};
        sight.known_fine_tunes = {"fine_tune_1"};
    }
};

TEST_F(Orphans, AreNoneWhereEverythingHasItsJob) {
    const Checks checks = judge_orphans(sight);
    ASSERT_EQ(checks.size(), 1u);
    EXPECT_EQ(checks[0].verdict, CheckVerdict::pass);
    EXPECT_EQ(checks[0].words.find(" 1 datasets"), std::string::npos) << checks[0].words;
}

TEST_F(Orphans, AreFineTunesAndDatasetsWhoseJobIsNotHere) {
    sight.intents.clear();
    sight.known_fine_tunes.clear();
    const Checks checks = judge_orphans(sight);
    ASSERT_TRUE(about(checks, "fine_tune_1") && about(checks, "dataset_1"));
    EXPECT_TRUE(says(*about(checks, "fine_tune_1"), kJobId));
    EXPECT_EQ(worst_of(checks), CheckVerdict::warn);
}

TEST_F(Orphans, WhoseJobIsHereAreNotToBeDeleted) {
    sight.intents.clear();
    sight.known_fine_tunes.clear();
    sight.jobs = {kJobId};
    const Checks checks = judge_orphans(sight);
    ASSERT_TRUE(about(checks, "fine_tune_1") && about(checks, "dataset_1"));
    for (const Check& check : checks) {
        EXPECT_TRUE(says(check, "do not delete it")) << check.cure;
        EXPECT_TRUE(says(check, "backup")) << check.words;
        EXPECT_FALSE(says(check, "not in this database") || says(check, "playground")) << check.words;
    }
}

TEST_F(Orphans, AreNotFineTunesThatTheirJobAdopted) {
    sight.intents.erase(kNonce);
    EXPECT_EQ(worst_of(judge_orphans(sight)), CheckVerdict::pass);
}

TEST_F(Orphans, ASecondOneFailsThoughTheFirstFailedOrVanished) {
    sight.fine_tunes = {fine_tune("failed"), fine_tune("training", 1, kNonce, "fine_tune_2")};
    const Checks failed = judge_orphans(sight);
    ASSERT_TRUE(about(failed, "fine_tune_2"));
    EXPECT_EQ(about(failed, "fine_tune_2")->verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(*about(failed, "fine_tune_2"), "fine_tune_1"));
    sight.fine_tunes.erase(sight.fine_tunes.begin());
    EXPECT_TRUE(about(judge_orphans(sight), "fine_tune_2")) << "the first one vanished";
}

TEST_F(Orphans, OneThatIsStillBeingSettledIsItsJobsAffair) {
    sight.known_fine_tunes.clear();
    for (const auto status : {IntentStatus::open, IntentStatus::unknown}) {
        sight.intents[kNonce].status = status;
        EXPECT_EQ(worst_of(judge_orphans(sight)), CheckVerdict::pass);
    }
}

TEST_F(Orphans, AreNotFineTunesThatFailed) {
    sight.fine_tunes[0].status = "failed";
    sight.intents.erase(kNonce);
    EXPECT_EQ(worst_of(judge_orphans(sight)), CheckVerdict::pass);
}

TEST_F(Orphans, TwoLiveOnesOfOneAttemptFail) {
    sight.fine_tunes.push_back(fine_tune("training", 1, kNonce, "fine_tune_2"));
    const Checks checks = judge_orphans(sight);
    ASSERT_TRUE(about(checks, kJobId));
    EXPECT_EQ(about(checks, kJobId)->verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(*about(checks, kJobId), "fine_tune_1, fine_tune_2"));
    EXPECT_EQ(checks.size(), 1u) << "said once";
}

TEST_F(Orphans, OneThatArrivedAfterItsPurchaseWasVoidFails) {
    sight.intents[kNonce].status = IntentStatus::voided;
    sight.known_fine_tunes.clear();
    ASSERT_TRUE(about(judge_orphans(sight), "fine_tune_1"));
    EXPECT_EQ(worst_of(judge_orphans(sight)), CheckVerdict::fail);
}

TEST_F(Orphans, OneWithoutAMarkerCountsOnOurDatasetsOnly) {
    CloudFineTune by_hand = fine_tune("completed", 1, kNonce, "fine_tune_h");
    by_hand.description = "by hand";
    sight.fine_tunes.push_back(by_hand);
    by_hand.id = "fine_tune_elsewhere";
    by_hand.dataset = "dataset_of_others";
    sight.fine_tunes.push_back(by_hand);
    const Checks checks = judge_orphans(sight);
    EXPECT_TRUE(about(checks, "fine_tune_h"));
    EXPECT_FALSE(about(checks, "fine_tune_elsewhere"));
    sight.known_fine_tunes.insert("fine_tune_h");
    EXPECT_FALSE(about(judge_orphans(sight), "fine_tune_h")) << "a job adopted it";
}

}  // namespace
}  // namespace understudy::testing
