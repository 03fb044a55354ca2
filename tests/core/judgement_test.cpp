// What a purchase stands on stays fresh; what a person decided is not forgotten, and not decided by others.
#include "jobs.hpp"

namespace understudy::testing {
namespace {

using std::chrono::minutes;

CloudFineTune unmarked(const std::string& id) {
    CloudFineTune fine_tune = testing::fine_tune("training", 1, kNonce, id);
    fine_tune.description = "by hand";
    return fine_tune;
}

Checked checked(const Job& job, std::vector<CloudFineTune> fine_tunes, Now at) {
    return {listing_of(job), std::move(fine_tunes), "ZZZZZZZZZZZZZ", at.steady};
}

Job resolved_void(Job job, Now at) {
    return command(std::move(job), ResolveCommand{false, "", "not ours"}, {}, at)->job;
}

TEST(APurchaseThatCouldNotLeave, IsCheckedAnewWhenItsListingsHaveGrownOld) {
    Job job = training(TrainingStep::buying);
    EXPECT_FALSE(advance(job, {}, later(minutes{1})));
    auto step = advance(job, {}, later(minutes{1} + seconds{1}));
    ASSERT_TRUE(step);
    EXPECT_EQ(training_step(*step), TrainingStep::checking);
    EXPECT_EQ(step->job.intents.back().status, IntentStatus::voided);
    const Step bought = happened(step->job, checked(step->job, {}, later(minutes{2})), later(minutes{2}));
    EXPECT_EQ(training_step(bought), TrainingStep::buying);
    EXPECT_EQ(bought.job.attempt, 1) << "it is the same attempt";
    EXPECT_EQ(bought.job.voids, 0) << "nothing was in doubt";
}

TEST(APurchaseThatCouldNotLeave, IsCheckedAnewAfterAHold) {
    Job job = training(TrainingStep::buying);
    job.hold = Hold{HoldReason::paused, kNow.wall, ""};
    EXPECT_FALSE(advance(job, {}, later(std::chrono::hours{72}))) << "nothing is done while it is held";
    Job released = command(job, ReleaseCommand{}, {}, later(std::chrono::hours{72}))->job;
    auto step = advance(released, {}, later(std::chrono::hours{72}));
    ASSERT_TRUE(step);
    EXPECT_EQ(training_step(*step), TrainingStep::checking);
}

TEST(APurchaseThatIsUnderWay, IsNeverCheckedAnew) {
    Job job = training(TrainingStep::buying);
    job.run.call_out = true;
    EXPECT_FALSE(advance(job, {}, later(std::chrono::hours{1})));
}

TEST(AnUnmarkedFineTune, ThatAPersonJudgedBeforeMoneyIsNotAskedAboutAfterARefusal) {
    const Job job = training(TrainingStep::checking);
    const Step asked = happened(job, checked(job, {unmarked("fine_tune_s")}, kNow));
    ASSERT_EQ(hold_of(asked), "unknown_outcome");
    const Job judged = resolved_void(asked.job, kNow);
    const Step buying = happened(judged, checked(judged, {unmarked("fine_tune_s")}, kNow));
    ASSERT_EQ(training_step(buying), TrainingStep::buying);
    const Step again =
        happened(buying.job, FineTuneCreated{failure(trouble(TroubleKind::transient, Certainty::refused))});
    ASSERT_EQ(training_step(again), TrainingStep::checking);
    EXPECT_EQ(hold_of(happened(again.job, checked(again.job, {unmarked("fine_tune_s")}, kNow))), "");
    EXPECT_EQ(hold_of(happened(again.job, checked(again.job, {unmarked("fine_tune_new")}, kNow))),
              "unknown_outcome")
        << "one that was not there then is another question";
}

TEST(AnUnmarkedFineTune, ThatAPersonJudgedWhileSettlingIsNotAskedAboutAgain) {
    const std::vector both{unmarked("fine_tune_s"), unmarked("fine_tune_t")};
    Job job = training(TrainingStep::settling);
    for (int look = 0; look < 3; ++look) job = happened(job, Reconciled{both}, later(minutes{5} * look)).job;
    ASSERT_TRUE(job.hold);
    const Job judged = resolved_void(job, later(minutes{11}));
    EXPECT_EQ(judged.intents.back().status, IntentStatus::voided);
    const Step buying = happened(judged, checked(judged, both, later(minutes{12})), later(minutes{12}));
    EXPECT_EQ(hold_of(buying), "");
    EXPECT_EQ(training_step(buying), TrainingStep::buying);
}

TEST(AnUnmarkedFineTune, ThatAPersonJudgedIsNotAskedAboutInTheNextAttempt) {
    Job job = training(TrainingStep::watching);
    std::get<Training>(job.state).standing = {"fine_tune_s"};
    const Step failed = happened(job, FineTuneSeen{fine_tune("failed")});
    ASSERT_EQ(state_of(failed), "failed");
    Job resting = failed.job;
    auto again = advance(resting, {}, later(std::chrono::hours{1}));
    ASSERT_TRUE(again);
    const std::vector listing{unmarked("fine_tune_s"), fine_tune("failed")};
    EXPECT_EQ(hold_of(happened(again->job, checked(again->job, listing, kNow))), "");
    const auto by_hand = command(failed.job, RetryCommand{}, {}, kNow);
    EXPECT_EQ(hold_of(happened(by_hand->job, checked(by_hand->job, listing, kNow))), "");
}

TEST(ADecisionAboutMoney, GivesWayToNoOtherHold) {
    Job job = training(TrainingStep::watching);
    job.hold = Hold{HoldReason::unknown_outcome, kNow.wall, "decide"};
    job.run.missing = 2;
    const Step missing =
        happened(job, FineTuneUnseen{trouble(TroubleKind::refused, Certainty::refused, 404)});
    EXPECT_EQ(hold_of(missing), "unknown_outcome");
    EXPECT_EQ(hold_of(happened(missing.job, FineTuneSeen{fine_tune("training")})), "unknown_outcome");
    EXPECT_EQ(hold_of(happened(job, Quarantined{"something"})), "unknown_outcome");
}

TEST(ADecisionAboutMoney, OnceTakenLeavesRoomForTheNextHold) {
    const Trouble gone = trouble(TroubleKind::refused, Certainty::refused, 404);
    Job job = training(TrainingStep::watching);
    job.hold = Hold{HoldReason::unknown_outcome, kNow.wall, "decide"};
    for (int look = 0; look < 5; ++look) job = happened(job, FineTuneUnseen{gone}).job;
    const Job decided = resolved_void(job, kNow);
    EXPECT_EQ(hold_of(happened(decided, FineTuneUnseen{gone})), "vanished");
}

TEST(ADecisionAboutMoney, IsNotTakenByNamingOtherRecordings) {
    Job job = training(TrainingStep::watching);
    job = happened(job, FineTuneSeen{fine_tune("failed")}).job;
    job.hold = Hold{HoldReason::unknown_outcome, kNow.wall, "decide"};
    EditCommand edit;
    edit.paths = {"/srv/other"};
    edit.selection = Selection{{{"/srv/other/1.wav", "1.wav", {100, 1, 2, 3}}}, {}};
    const auto edited = command(job, edit, {}, kNow);
    ASSERT_TRUE(edited.ok());
    EXPECT_EQ(hold_of(edited.value()), "unknown_outcome");
}

TEST(APause, OutlastsAHoldThatWouldEndByItself) {
    Job job = uploading();
    job.hold = Hold{HoldReason::paused, kNow.wall, "release it"};
    for (const TroubleKind kind : {TroubleKind::credentials, TroubleKind::funds}) {
        const Step step =
            happened(job, FileUploaded{0, job.recordings[0].cloud_name, failure(trouble(kind))});
        EXPECT_EQ(hold_of(step), "paused");
        const Step gone = happened(step.job, CauseGone{HoldReason::credentials, "the key works"});
        EXPECT_EQ(hold_of(gone), "paused") << "only who paused it lets it go on";
    }
}

}  // namespace
}  // namespace understudy::testing
