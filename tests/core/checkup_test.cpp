// What a checkup makes of what was seen.
#include "core/checkup.hpp"

#include <cerrno>

#include "jobs.hpp"

namespace understudy::testing {
namespace {

constexpr std::uint64_t kMiB = 1u << 20, kGiB = 1u << 30;

bool says(const Check& check, const std::string& part) {
    return (check.words + " " + check.cure).find(part) != std::string::npos;
}

const Check* about(const Checks& checks, const std::string& subject) {
    for (const Check& check : checks)
        if (check.subject == subject) return &check;
    return nullptr;
}

TEST(ACheckup, IsAsGoodAsItsWorstFinding) {
    EXPECT_EQ(worst_of({}), CheckVerdict::pass);
    EXPECT_EQ(worst_of({{"a", "", CheckVerdict::warn, "", ""}, {"b", "", CheckVerdict::pass, "", ""}}),
              CheckVerdict::warn);
    EXPECT_EQ(worst_of({{"a", "", CheckVerdict::fail, "", ""}, {"b", "", CheckVerdict::warn, "", ""}}),
              CheckVerdict::fail);
}

TEST(ADatabase, ThatIsDamagedOrHasABadRowFails) {
    EXPECT_EQ(worst_of(judge_database(Nothing{}, {})), CheckVerdict::pass);
    const Checks damaged =
        judge_database(failure(StoreTrouble{StoreTrouble::Kind::corrupt, "page 7 is damaged"}), {});
    EXPECT_EQ(damaged.at(0).verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(damaged[0], "page 7")) << damaged[0].words;
    const Checks row = judge_database(Nothing{}, {{kJobId, "column state"}});
    ASSERT_EQ(row.size(), 1u) << "what is damaged is not called sound";
    EXPECT_EQ(row[0].subject, kJobId);
    EXPECT_EQ(row[0].verdict, CheckVerdict::fail);
}

TEST(AJobWithoutANextStep, FailsUnlessItRestsOrSaysWhatItWaitsFor) {
    const NextStep none;
    const auto stuck = judge_next_step(training(TrainingStep::watching), none);
    ASSERT_TRUE(stuck);
    EXPECT_EQ(stuck->verdict, CheckVerdict::fail);
    EXPECT_EQ(stuck->subject, kJobId);
    EXPECT_FALSE(judge_next_step(training(TrainingStep::watching), {true, false}));
    EXPECT_FALSE(judge_next_step(training(TrainingStep::watching), {false, true}));
    EXPECT_FALSE(judge_next_step(draft(), none)) << "it waits to be started";
    Job held = uploading();
    held.hold = Hold{HoldReason::funds, kNow.wall, "credits"};
    EXPECT_FALSE(judge_next_step(held, none));
    Job over = training(TrainingStep::watching);
    over.state = Canceled{};
    EXPECT_FALSE(judge_next_step(over, none));
}

TEST(AHold, IsToldWithWhatEndsIt) {
    Job job = uploading();
    EXPECT_FALSE(judge_hold(job));
    job.hold = Hold{HoldReason::unknown_outcome, kNow.wall, "resolve it"};
    const auto told = judge_hold(job);
    ASSERT_TRUE(told);
    EXPECT_EQ(told->verdict, CheckVerdict::warn);
    EXPECT_TRUE(says(*told, "waits for a person") && says(*told, "resolve it")) << told->words;
    job.hold->reason = HoldReason::credentials;
    EXPECT_TRUE(says(*judge_hold(job), "goes on by itself"));
}

TEST(ARecordingThatIsAway, IsToldWithItsPath) {
    Job job = uploading();
    job.error =
        JobError{"recording_unreadable", "0.wav cannot be read", "/srv/anna/0.wav: gone", {}, "", kNow.wall};
    ASSERT_TRUE(judge_recording(job));
    EXPECT_TRUE(says(*judge_recording(job), "/srv/anna/0.wav"));
    job.error->type = "timeout";
    EXPECT_FALSE(judge_recording(job));
}

TEST(AConfiguration, ThatWeakensAPromiseIsWarnedOf) {
    EXPECT_EQ(worst_of(judge_policy({})), CheckVerdict::pass);
    Policy hasty;
    hasty.settle_window = std::chrono::minutes{1};
    EXPECT_EQ(judge_policy(hasty).at(0).subject, "training.settle_window");
    EXPECT_EQ(judge_policy(hasty).at(0).verdict, CheckVerdict::warn);
}

TEST(AKey, ThatIsRefusedFailsAndAnOutageIsNotBlamedOnIt) {
    EXPECT_EQ(judge_key(Nothing{}).verdict, CheckVerdict::pass);
    const Check refused = judge_key(failure(trouble(TroubleKind::credentials, Certainty::refused, 401)));
    EXPECT_EQ(refused.verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(refused, "does not take the API key"));
    Trouble lookup = trouble(TroubleKind::transient);
    lookup.type = "name_lookup_failed";
    EXPECT_TRUE(says(judge_key(failure(lookup)), "DNS"));
    EXPECT_FALSE(says(judge_key(failure(lookup)), "does not take"));
}

TEST(AClock, IsWarnedOfBeyondAMinuteInEitherDirection) {
    EXPECT_EQ(judge_clock(std::nullopt).verdict, CheckVerdict::pass);
    EXPECT_EQ(judge_clock(seconds{59}).verdict, CheckVerdict::pass);
    EXPECT_EQ(judge_clock(seconds{61}).verdict, CheckVerdict::warn);
    EXPECT_TRUE(says(judge_clock(seconds{120}), "behind"));
    EXPECT_TRUE(says(judge_clock(-seconds{120}), "ahead"));
}

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
}

TEST_F(Orphans, AreFineTunesAndDatasetsWhoseJobIsNotHere) {
    sight.intents.clear();
    sight.known_fine_tunes.clear();
    const Checks checks = judge_orphans(sight);
    ASSERT_TRUE(about(checks, "fine_tune_1") && about(checks, "dataset_1"));
    EXPECT_TRUE(says(*about(checks, "fine_tune_1"), kJobId));
    EXPECT_EQ(worst_of(checks), CheckVerdict::warn);
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

TEST(ADisk, WarnsInTimeAndFailsWhenItIsNearlyFullOrCannotBeWritten) {
    EXPECT_EQ(judge_disk({"/d", 50 * kGiB, 100 * kGiB, 0, 0}).verdict, CheckVerdict::pass);
    EXPECT_EQ(judge_disk({"/d", 4 * kGiB, 100 * kGiB, 0, 0}).verdict, CheckVerdict::warn) << "below 5 %";
    EXPECT_EQ(judge_disk({"/d", 40 * kGiB, 10'000 * kGiB, 0, 0}).verdict, CheckVerdict::pass);
    EXPECT_EQ(judge_disk({"/d", 900 * kMiB, 2 * kGiB, 0, 0}).verdict, CheckVerdict::warn);
    EXPECT_EQ(judge_disk({"/d", 99 * kMiB, 2 * kGiB, 0, 0}).verdict, CheckVerdict::fail);
    EXPECT_EQ(judge_disk({"/d", 50 * kGiB, 100 * kGiB, EROFS, 0}).verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(judge_disk({"/d", 0, 0, 0, ENOENT}), "No such file"));
}

RootFacts refused_root() {
    RootFacts root;
    root.root = "/srv/record ings";
    root.user = "understudy";
    root.error_number = EACCES;
    root.at = "/srv/record ings/anna";
    root.group = "studio";
    return root;
}

TEST(ARoot, ThatTheDaemonsUserCannotReadNamesTheLineThatCuresIt) {
    RootFacts root = refused_root();
    const Check check = judge_root(root);
    EXPECT_EQ(check.verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(check, "setfacl -R -m u:understudy:rX '/srv/record ings'")) << check.cure;
    EXPECT_TRUE(says(check, "setfacl -R -d -m u:understudy:rX '/srv/record ings'")) << check.cure;
    EXPECT_FALSE(says(check, "usermod"));
    root.group_may = true;
    EXPECT_TRUE(says(judge_root(root), "sudo usermod -aG studio understudy && ")) << judge_root(root).cure;
}

TEST(ARoot, ThatIsNotThereOrEmptyIsNotAMatterOfRights) {
    RootFacts root = refused_root();
    root.error_number = ENOENT;
    EXPECT_EQ(judge_root(root).verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(judge_root(root), "mount it"));
    root.error_number = 0;
    EXPECT_EQ(judge_root(root).verdict, CheckVerdict::warn)
        << "an empty one may be a disk that is not mounted";
    root.files = 3;
    EXPECT_EQ(judge_root(root).verdict, CheckVerdict::pass);
    EXPECT_TRUE(says(root_is_silent("/srv/nas", seconds{5}), "within 5 s"));
}

}  // namespace
}  // namespace understudy::testing
