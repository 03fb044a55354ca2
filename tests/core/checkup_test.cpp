// What a checkup makes of what was seen.
#include "core/checkup.hpp"

#include <cerrno>

#include "findings.hpp"

namespace understudy::testing {
namespace {

constexpr std::uint64_t kMiB = 1u << 20, kGiB = 1u << 30;

TEST(ACheckup, IsAsGoodAsItsWorstFinding) {
    EXPECT_EQ(worst_of({}), CheckVerdict::pass);
    EXPECT_EQ(worst_of({{"a", "", CheckVerdict::warn, "", ""}, {"b", "", CheckVerdict::pass, "", ""}}),
              CheckVerdict::warn);
    EXPECT_EQ(worst_of({{"a", "", CheckVerdict::fail, "", ""}, {"b", "", CheckVerdict::warn, "", ""}}),
              CheckVerdict::fail);
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

TEST(ASwitch, ThatStopsAllJobsIsWarnedOf) {
    EXPECT_TRUE(judge_controls({}).empty());
    Controls controls;
    controls.spending = Pause{Time{}, "the budget is spent", "user 7"};
    const Check check = judge_controls(controls).at(0);
    EXPECT_EQ(check.verdict, CheckVerdict::warn);
    EXPECT_TRUE(says(check, "All spending is paused since"));
    EXPECT_EQ(check.cure, "understudy resume spending");
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
