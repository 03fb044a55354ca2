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

class ADatabase : public ::testing::Test {
  protected:
    StoreSight sight{Nothing{}, Nothing{}, Nothing{}, {}, ""};
    static StoreTrouble full() { return {StoreTrouble::Kind::unavailable, "no space is left"}; }
    static StoreTrouble damaged() { return {StoreTrouble::Kind::corrupt, "page 7 is damaged"}; }
};

TEST_F(ADatabase, PassesWhenItIsSoundAndCanBeWritten) {
    ASSERT_EQ(judge_database(sight).size(), 1u);
    EXPECT_EQ(judge_database(sight)[0].verdict, CheckVerdict::pass);
}

TEST_F(ADatabase, ThatIsDamagedOrHasABadRowFails) {
    sight.audit = failure(damaged());
    EXPECT_EQ(judge_database(sight).at(0).verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(judge_database(sight)[0], "page 7"));
    sight.audit = Nothing{};
    sight.corrupt = {{kJobId, "column state"}};
    const Checks row = judge_database(sight);
    ASSERT_EQ(row.size(), 1u) << "what is damaged is not called sound";
    EXPECT_EQ(row[0].subject, kJobId);
    EXPECT_EQ(row[0].verdict, CheckVerdict::fail);
}

TEST_F(ADatabase, ThatCannotBeReadIsNotCalledDamagedUnlessItIs) {
    sight.read = failure(StoreTrouble{StoreTrouble::Kind::unavailable, "an I/O error"});
    EXPECT_TRUE(says(judge_database(sight).at(0), "could not be read: an I/O error"));
    sight.audit = failure(damaged());
    EXPECT_TRUE(says(judge_database(sight).at(0), "It is damaged"));
}

TEST_F(ADatabase, ThatCannotBeWrittenOrIsNotUsedFails) {
    sight.written = failure(full());
    EXPECT_EQ(judge_database(sight).at(0).verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(judge_database(sight)[0], "no space is left"));
    sight.written = Nothing{};
    sight.outage = "the jobs cannot be read";
    EXPECT_EQ(judge_database(sight).at(0).verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(judge_database(sight)[0], "the jobs cannot be read"));
}

TEST_F(ADatabase, ThatDoesNotAnswerFailsAndALongAuditIsOnlyToldOf) {
    sight.audit.reset();
    EXPECT_EQ(worst_of(judge_database(sight)), CheckVerdict::warn);
    sight.written.reset();
    EXPECT_EQ(judge_database(sight).at(0).verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(judge_database(sight)[0], "does not answer"));
}

TEST(AJobThatNobodyCaresFor, FailsUnlessItRestsOrWaitsToBeStarted) {
    const Job watched = training(TrainingStep::watching);
    EXPECT_FALSE(needs_nobody(watched));
    EXPECT_EQ(judge_neglected(watched).verdict, CheckVerdict::fail);
    EXPECT_EQ(judge_neglected(watched).subject, kJobId);
    EXPECT_TRUE(needs_nobody(draft())) << "it waits to be started";
    Job over = watched;
    over.state = Canceled{};
    EXPECT_TRUE(needs_nobody(over));
    Job to_be_started = draft();
    std::get<Draft>(to_be_started.state).start_wished = true;
    EXPECT_FALSE(needs_nobody(to_be_started));
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

TEST(AClock, ThatNothingTellsOfIsSuspectWhenTheCloudsCertificateIsNotAccepted) {
    Trouble tls = trouble(TroubleKind::transient);
    EXPECT_FALSE(failed_at_tls(failure(tls)));
    EXPECT_FALSE(failed_at_tls(Nothing{}));
    tls.type = "tls_failed";
    EXPECT_TRUE(failed_at_tls(failure(tls)));
    EXPECT_EQ(judge_clock(std::nullopt, true).verdict, CheckVerdict::warn);
    EXPECT_TRUE(says(judge_clock(std::nullopt, true), "timedatectl"));
    EXPECT_EQ(judge_clock(seconds{1}, true).verdict, CheckVerdict::pass);
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
    EXPECT_FALSE(says(check, "SupplementaryGroups"));
    root.group_may = true;
    EXPECT_TRUE(says(judge_root(root), "SupplementaryGroups=studio")) << judge_root(root).cure;
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
