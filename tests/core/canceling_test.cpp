// What a cancellation makes of a job, of what it bought, and what it is said to mean before.
#include "core/controls.hpp"
#include "jobs.hpp"

namespace understudy::testing {
namespace {

Job to_be_canceled(Job job, bool keep_training = false) {
    auto wished = command(std::move(job), CancelCommand{keep_training}, {}, kNow);
    EXPECT_TRUE(wished.ok());
    return std::move(wished->job);
}

bool plans_to_stop(const Job& job) {
    const Plan plan = next(job, {}, kNow);
    return plan.actions.size() == 1 && std::holds_alternative<StopTraining>(plan.actions.front());
}

Trouble trouble(int status, TroubleKind kind) {
    return {Certainty::refused, kind, "refused_by_the_cloud", "Refused", "", status, "", {}};
}

Step stopped(Job job, Outcome<Nothing> outcome, Now now = kNow) {
    const std::string fine_tune_id = fine_tune_of(job);
    return apply(std::move(job), TrainingStopped{fine_tune_id, std::move(outcome)}, {}, now);
}
Step not_shown(Job job, Now now) {
    const std::string fine_tune_id = fine_tune_of(job);
    return apply(std::move(job), TrainingStopped{fine_tune_id, Nothing{}, {}, true}, {}, now);
}
bool says(const Step& step, const std::string& words) {
    return step.events.back().cause.find(words) != std::string::npos;
}

TEST(ACancellation, DeletesATrainingUnderWayFirst) {
    Job job = to_be_canceled(training(TrainingStep::watching));
    EXPECT_FALSE(advance(job, {}, kNow));
    ASSERT_TRUE(plans_to_stop(job));
    const Step step = stopped(std::move(job), Nothing{});
    EXPECT_STREQ(state_word(step.job.state), "canceled");
    EXPECT_TRUE(says(step, "was deleted in the cloud"));
}

TEST(ACancellation, EndsNotBeforeADeletionThatHasLeftIsAnswered) {
    Job job = apply(to_be_canceled(training(TrainingStep::watching)), CallBegun{}, {}, kNow).job;
    EXPECT_EQ(command(job, CancelCommand{true}, {}, kNow).error().status, 409);
    CloudFineTune seen;
    seen.id = fine_tune_of(job), seen.status = "completed";
    job = apply(std::move(job), FineTuneSeen{seen}, {}, kNow).job;
    EXPECT_FALSE(advance(job, {}, kNow)) << "what a list shows meanwhile is not the answer";
    EXPECT_STREQ(state_word(stopped(std::move(job), Nothing{}).job.state), "canceled");
}

TEST(ACancellation, IsNotOverWhenAnotherFineTuneWasDeleted) {
    const Job job = to_be_canceled(training(TrainingStep::watching));
    const Step step = apply(Job(job), TrainingStopped{"fine_tune_of_before", Nothing{}}, {}, kNow);
    EXPECT_STREQ(state_word(step.job.state), "training");
    EXPECT_TRUE(plans_to_stop(step.job));
}

TEST(ACancellation, LooksThreeTimesOverTheWindowForATrainingThatDoesNotShow) {
    Job job = to_be_canceled(training(TrainingStep::watching));
    Now now = kNow;
    for (int look = 1; look < 3; ++look) {
        job = not_shown(std::move(job), now).job;
        ASSERT_STREQ(state_word(job.state), "training") << look;
        ASSERT_TRUE(next(job, {}, now).actions.empty()) << "it waits";
        now = {now.wall + std::chrono::minutes{4}, now.steady + std::chrono::minutes{4}, now.dice};
        ASSERT_TRUE(next(job, {}, now).actions.size() == 1);
    }
    const Step last = not_shown(std::move(job), now);
    EXPECT_STREQ(state_word(last.job.state), "canceled");
    EXPECT_TRUE(says(last, "if it is there all the same, it is paid for"));
}

TEST(ACancellation, DoesNotDeleteWhatAPersonAdoptsLater) {
    Job job = training(TrainingStep::settling);
    job.hold = Hold{HoldReason::unknown_outcome, kNow.wall, "resolve it"};
    const auto adopted =
        command(to_be_canceled(std::move(job)), ResolveCommand{true, "fine_tune_by_hand", "seen"}, {}, kNow);
    ASSERT_TRUE(adopted.ok());
    EXPECT_FALSE(to_be_stopped(adopted->job));
}

TEST(ACancellation, LeavesATrainingAloneThatIsToBeKept) {
    Job job = to_be_canceled(training(TrainingStep::watching), true);
    const auto step = advance(job, {}, kNow);
    ASSERT_TRUE(step);
    EXPECT_STREQ(state_word(step->job.state), "canceled");
    EXPECT_NE(step->events.back().cause.find("goes on in the cloud and is paid for"), std::string::npos);
}

TEST(ACancellation, MayStillBeToldToKeepTheTraining) {
    Job job = to_be_canceled(to_be_canceled(training(TrainingStep::watching)), true);
    EXPECT_TRUE(advance(job, {}, kNow));
}

TEST(ACancellation, DeletesNothingThatHasCompletedMeanwhile) {
    Job job = to_be_canceled(training(TrainingStep::watching));
    CloudFineTune seen;
    seen.id = std::get<Training>(job.state).fine_tune_id;
    seen.status = "completed";
    Step step = apply(std::move(job), TrainingStopped{seen.id, Nothing{}, seen}, {}, kNow);
    const auto canceled = advance(step.job, {}, kNow);
    ASSERT_TRUE(canceled);
    EXPECT_NE(canceled->events.back().cause.find("it is paid for, and its voices are in the cloud"),
              std::string::npos);
}

TEST(ACancellation, GoesOnWithoutTheTrainingThatTheCloudDoesNotDelete) {
    Job job = to_be_canceled(training(TrainingStep::watching));
    Step step = stopped(std::move(job), failure(trouble(409, TroubleKind::transient)));
    const auto canceled = advance(step.job, {}, kNow);
    ASSERT_TRUE(canceled);
    EXPECT_NE(canceled->events.back().cause.find("goes on in the cloud and is paid for"), std::string::npos);
}

TEST(ACancellation, WaitsForACloudThatIsAwayAndAsksAgain) {
    for (const TroubleKind kind : {TroubleKind::transient, TroubleKind::funds}) {
        const Job asked =
            stopped(to_be_canceled(training(TrainingStep::watching)), failure(trouble(402, kind))).job;
        EXPECT_TRUE(next(asked, {}, kNow).actions.empty()) << "not at once";
    }
    Job job = to_be_canceled(training(TrainingStep::watching));
    Step step = stopped(std::move(job), failure(trouble(503, TroubleKind::transient)));
    EXPECT_STREQ(state_word(step.job.state), "training");
    Now then = later(std::chrono::minutes{10});
    EXPECT_FALSE(advance(step.job, {}, then));
    EXPECT_EQ(next(step.job, {}, then).actions.size(), 1u);
}

TEST(ACancellation, IsSaidToMeanInEveryStateWhatItMeans) {
    const auto means = [](const Job& job) { return if_canceled(job); };
    EXPECT_NE(means(draft()).find("Nothing was bought"), std::string::npos);
    EXPECT_NE(means(uploading()).find("stays in the cloud and costs nothing"), std::string::npos);
    EXPECT_NE(means(training(TrainingStep::checking)).find("Nothing was bought"), std::string::npos);
    EXPECT_NE(means(training(TrainingStep::settling)).find("A purchase may be under way"), std::string::npos);
    EXPECT_NE(means(training(TrainingStep::watching)).find("is not paid for yet"), std::string::npos);
    EXPECT_NE(means(training(TrainingStep::collecting)).find("paid for"), std::string::npos);
}

TEST(ACanceledJob, IsExplainedWithWhatGoesOnInTheCloud) {
    Job job = to_be_canceled(training(TrainingStep::watching), true);
    job = advance(job, {}, kNow)->job;
    EXPECT_NE(explain(job, {}, kNow).why.find("was left in the cloud: it is paid for"), std::string::npos);
}

TEST(APause, TakesANewReasonAndKeepsItsTime) {
    ControlsChange pause;
    pause.spending_paused = true, pause.reason = "one", pause.by = "a";
    const Controls first = changed({}, pause, Time{seconds{5}});
    pause.reason = "two", pause.by = "b";
    EXPECT_EQ(changed(first, pause, Time{seconds{9}}).spending, (Pause{Time{seconds{5}}, "two", "b"}));
}

TEST(APriority, MayChangeWhileAJobIsAtWorkButNothingElseMay) {
    EditCommand edit;
    edit.priority = 7;
    const auto edited = command(uploading(), edit, {}, kNow);
    ASSERT_TRUE(edited.ok());
    EXPECT_EQ(edited->job.spec.priority, 7);
    edit.name = "Berta";
    EXPECT_EQ(command(uploading(), edit, {}, kNow).error().status, 409);
    edit.name.reset(), edit.priority = 101;
    EXPECT_EQ(command(uploading(), edit, {}, kNow).error().field, "/priority");
}

TEST(ADecisionInFields, NamesWhatTheJobWaitsFor) {
    const auto waits = [](const Job& job) { return explain(job, {}, kNow).waits_for; };
    EXPECT_EQ(waits(draft()), WaitsFor::person);
    EXPECT_EQ(waits(uploading()), WaitsFor::work);
    EXPECT_EQ(waits(training(TrainingStep::watching)), WaitsFor::training);
    Job held = uploading();
    held.hold = Hold{HoldReason::funds, kNow.wall, "credits"};
    EXPECT_EQ(waits(held), WaitsFor::credits);
    Job later_on = uploading();
    later_on.run.not_before = kNow.steady + seconds{5};
    EXPECT_EQ(waits(later_on), WaitsFor::time);
    EXPECT_EQ(explain(uploading(), {}, kNow).step, "sending_files");
    EXPECT_EQ(explain(training(TrainingStep::watching), {}, kNow).attempts_left, 2);
}

}  // namespace
}  // namespace understudy::testing
