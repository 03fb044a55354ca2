// Every row of the design's state table.
#include "jobs.hpp"

namespace understudy::testing {
namespace {

Job without_measurements(Job job) {
    for (Recording& recording : job.recordings) recording.measurement.reset(), recording.cloud_name.clear();
    job.tally = tally_of(job.recordings);
    return job;
}

TEST(Submitted, BecomesADraftWithItsManifestFrozen) {
    Submission submission;
    submission.spec = draft().spec;
    const Step step =
        submit(kJobId, submission, Selection{{{"/a/x.wav", "x.wav", {7, 1, 2, 3}}}, {"/a/readme.txt"}}, kNow);
    EXPECT_EQ(state_of(step), "draft");
    ASSERT_EQ(step.job.recordings.size(), 1u);
    EXPECT_EQ(step.job.tally.bytes_total, 7u);
    EXPECT_TRUE(step.all_recordings);
    EXPECT_TRUE(says(step, "submitted"));
}

TEST(ADraft, MeasuresItsRecordingsAFewAtATime) {
    const Job job = without_measurements(draft(50));
    EXPECT_EQ(actions_of<Measure>(job).size(), 4u);
}

TEST(ADraft, IsJudgedWhenTheLastRecordingHasBeenHeard) {
    Step step = happened(without_measurements(draft(2)),
                         Measured{0, draft(2).recordings[0].file, heard(std::chrono::minutes{20})});
    EXPECT_FALSE(says(step, "measured"));
    step = happened(std::move(step.job),
                    Measured{1, draft(2).recordings[1].file, heard(std::chrono::minutes{20}, 1)});
    EXPECT_TRUE(says(step, "measured"));
    EXPECT_FALSE(step.job.hold);
    EXPECT_NE(step.job.recordings[0].cloud_name, step.job.recordings[1].cloud_name);
}

TEST(ADraft, IsJudgedAnewWhenTheThresholdsHaveChanged) {
    Job job = draft(2);
    Policy strict;
    strict.thresholds.min_duration = std::chrono::hours{1};
    const auto held = advance(job, strict, kNow);
    ASSERT_TRUE(held);
    EXPECT_EQ(held->job.hold->reason, HoldReason::preflight);
    EXPECT_EQ(held->job.preflight->verdict, FileVerdict::block);
    job = held->job;
    const auto released = advance(job, {}, kNow);
    ASSERT_TRUE(released);
    EXPECT_FALSE(released->job.hold);
    job = released->job;
    EXPECT_FALSE(advance(job, {}, kNow));
}

TEST(ADraft, WhoseRecordingsAreNotLoadedLoadsThemToBeJudgedAnew) {
    Job job = draft(2);
    job.preflight.reset();
    job.recordings_loaded = false;
    EXPECT_EQ(actions_of<LoadRecordings>(job).size(), 1u);
    const Step step = happened(std::move(job), RecordingsLoaded{draft(2).recordings});
    EXPECT_TRUE(step.job.preflight);
    EXPECT_TRUE(step.changed);
}

TEST(ADraft, DoesNotTakeAMeasurementOfAFileThatWasReplacedMeanwhile) {
    const SelectedFile old{"/srv/old/0.wav", "0.wav", {5, 1, 2, 3}};
    const Step step =
        happened(without_measurements(draft(1)), Measured{0, old, heard(std::chrono::minutes{40})});
    EXPECT_FALSE(step.changed);
}

TEST(ADraft, IsHeldWhenPreflightBlocksIt) {
    Step step = happened(without_measurements(draft(1)),
                         Measured{0, draft(2).recordings[0].file, heard(std::chrono::minutes{25})});
    EXPECT_EQ(state_of(step), "draft");
    EXPECT_EQ(hold_of(step), "preflight");
    EXPECT_NE(step.events.back().cause.find("25 min"), std::string::npos);
    EXPECT_NE(step.job.hold->needs.find("at least 30 min"), std::string::npos)
        << "who looks at the job sees why";
}

TEST(ADraft, StaysUntilItIsStarted) {
    Job job = draft();
    EXPECT_FALSE(advance(job, {}, kNow));
    EXPECT_TRUE(next(job, {}, kNow).actions.empty());
}

TEST(ADraft, ThatWasStartedGoesOnToUploading) {
    auto started = command(draft(), StartCommand{}, {}, kNow);
    ASSERT_TRUE(started.ok());
    auto step = advance(started->job, {}, kNow);
    ASSERT_TRUE(step);
    EXPECT_EQ(state_of(*step), "uploading");
    EXPECT_EQ(uploading_step(*step), UploadingStep::needs_dataset);
}

TEST(Uploading, GoesOnToTrainingWhenTheListingEqualsTheManifest) {
    Job job = uploading();
    const auto listing = listing_of(job);
    const Step step = happened(std::move(job), FilesListed{listing, kNow.steady});
    EXPECT_EQ(state_of(step), "training");
    EXPECT_EQ(training_step(step), TrainingStep::checking);
    EXPECT_EQ(step.job.attempt, 0) << "nothing was begun yet";
}

TEST(Uploading, FailsOnARefusalThatNoRetryCanCure) {
    const Step step =
        happened(uploading(), FileUploaded{0, "0.aaaaaaaaaaaa.wav",
                                           failure(trouble(TroubleKind::refused, Certainty::refused, 413))});
    EXPECT_EQ(state_of(step), "failed");
    EXPECT_TRUE(at_rest(step.job));
    EXPECT_EQ(step.job.error->http_status, 413);
    EXPECT_NE(step.job.error->title.find("0.wav"), std::string::npos);
}

TEST(Training, FailsForGoodWhenTheCloudRefusesTheCreate) {
    const Step step =
        happened(training(TrainingStep::buying),
                 FineTuneCreated{failure(trouble(TroubleKind::refused, Certainty::refused, 422))});
    EXPECT_EQ(state_of(step), "failed");
    EXPECT_TRUE(at_rest(step.job));
    EXPECT_EQ(step.job.error->detail, "the cloud's words");
    EXPECT_EQ(step.job.intents.back().status, IntentStatus::voided);
}

TEST(Training, IsCompletedOnceItsVoicesAreThere) {
    Step step = happened(training(TrainingStep::watching), FineTuneSeen{fine_tune("completed")});
    EXPECT_EQ(training_step(step), TrainingStep::collecting);
    step = happened(std::move(step.job), VoicesListed{std::vector<CloudVoice>{{"v1", "Anna 1"}}});
    EXPECT_EQ(state_of(step), "completed");
    EXPECT_TRUE(terminal(step.job));
}

TEST(Training, IsReattemptedByItselfAfterItFailedWhileAttemptsAreLeft) {
    const Step step = happened(training(TrainingStep::watching), FineTuneSeen{fine_tune("failed")});
    const auto& failed = std::get<Failed>(step.job.state);
    EXPECT_EQ(failed.retry_at, kNow.wall + std::chrono::minutes{5});
    Job job = step.job;
    EXPECT_FALSE(advance(job, {}, later(std::chrono::minutes{4})));
    auto again = advance(job, {}, later(std::chrono::minutes{5}));
    ASSERT_TRUE(again);
    EXPECT_EQ(training_step(*again), TrainingStep::checking);
    EXPECT_EQ(again->job.dataset_id, "dataset_1");
}

TEST(Training, RestsAfterTheLastAttemptFailed) {
    const Step step = happened(training(TrainingStep::watching, 3), FineTuneSeen{fine_tune("failed", 3)});
    EXPECT_TRUE(at_rest(step.job));
}

TEST(Training, RestsWhenTheCloudBlamesTheRecordings) {
    CloudFineTune seen = fine_tune("failed");
    seen.user_errors = {"music was heard"};
    const Step step = happened(training(TrainingStep::watching), FineTuneSeen{seen});
    EXPECT_TRUE(at_rest(step.job));
    EXPECT_EQ(step.job.error->detail, "music was heard");
}

TEST(Training, TakesAStatusThatItDoesNotKnowForStillRunning) {
    const Step step = happened(training(TrainingStep::watching), FineTuneSeen{fine_tune("defragmenting")});
    EXPECT_EQ(training_step(step), TrainingStep::watching);
    EXPECT_EQ(std::get<Training>(step.job.state).cloud_status, "defragmenting");
}

Job failed_job(bool in_uploading = false) {
    Job job = training(TrainingStep::watching);
    job.state = Failed{in_uploading, {}, {}, {}};
    job.attempt_open = false;
    return job;
}

TEST(AJobThatComesToRest, IsNotPausedAnyLonger) {
    Job job = training(TrainingStep::buying);
    job.hold = Hold{HoldReason::paused, kNow.wall, "release it"};
    const Trouble refused{
        Certainty::refused, TroubleKind::refused, "http_422", "no such model", "", 422, "", {}};
    const Step step = apply(job, FineTuneCreated{failure(refused)}, {}, kNow);
    EXPECT_TRUE(at_rest(step.job));
    EXPECT_EQ(step.job.hold, std::nullopt) << "what it needs is a re-attempt, and no release";
}

TEST(AFailedJob, IsReattemptedByItsUserWithAFreshAllowance) {
    auto step = command(failed_job(), RetryCommand{}, {}, kNow);
    ASSERT_TRUE(step.ok());
    EXPECT_EQ(state_of(step.value()), "training");
    EXPECT_EQ(step->job.allowance_from, 1);
}

TEST(AFailedJob, GoesBackToUploadingWhereItFailedThere) {
    EXPECT_EQ(state_of(command(failed_job(true), RetryCommand{}, {}, kNow).value()), "uploading");
}

TEST(AFailedJob, IsMeasuredAnewWhenItsRecordingsWereNamedAgain) {
    EditCommand edit;
    edit.paths = {"/srv/better"};
    edit.selection = Selection{{{"/srv/better/x.wav", "x.wav", {7, 1, 2, 3}}}, {}};
    auto edited = command(failed_job(), edit, {}, kNow);
    ASSERT_TRUE(edited.ok());
    EXPECT_EQ(edited->job.dataset_id, "") << "the new recordings get a dataset of their own";
    auto again = command(edited->job, RetryCommand{}, {}, kNow);
    EXPECT_EQ(state_of(again.value()), "draft");
    EXPECT_TRUE(std::get<Draft>(again->job.state).start_wished);
}

TEST(AFailedJob, ThatIsHeldForAnUnknownOutcomeIsResolvedFirst) {
    Job job = failed_job();
    job.hold = Hold{HoldReason::unknown_outcome, kNow.wall, "resolve it"};
    EXPECT_EQ(command(job, RetryCommand{}, {}, kNow).error().status, 409);
    auto adopted = command(job, ResolveCommand{true, "fine_tune_late", "it is ours"}, {}, kNow);
    ASSERT_TRUE(adopted.ok());
    EXPECT_EQ(training_step(adopted.value()), TrainingStep::watching);
    EXPECT_EQ(std::get<Training>(adopted->job.state).fine_tune_id, "fine_tune_late");
}

TEST(EveryJobAtWork, CanBeCanceled) {
    for (Job job : {draft(), uploading(), training(TrainingStep::checking), training(TrainingStep::watching),
                    failed_job()}) {
        auto wished = command(std::move(job), CancelCommand{.keep_training = true}, {}, kNow);
        ASSERT_TRUE(wished.ok());
        auto step = advance(wished->job, {}, kNow);
        ASSERT_TRUE(step);
        EXPECT_EQ(state_of(*step), "canceled");
    }
}

TEST(EveryJobAtWork, IsNotCanceledWhileAnIntentIsOpen) {
    Job buying = training(TrainingStep::buying);
    buying.run.call_out = true;
    for (Job job : {buying, training(TrainingStep::settling)}) {
        auto wished = command(std::move(job), CancelCommand{}, {}, kNow);
        EXPECT_FALSE(advance(wished->job, {}, kNow));
    }
}

TEST(ATerminalJob, CannotBeMovedByAnyCommand) {
    Job completed = training(TrainingStep::watching);
    completed.state = Completed{"fine_tune_1", {}};
    Job canceled = training(TrainingStep::watching);
    canceled.state = Canceled{};
    for (const Job& job : {completed, canceled})
        for (const Command& what :
             std::vector<Command>{StartCommand{}, RetryCommand{}, HoldCommand{}, ReleaseCommand{},
                                  EditCommand{}, ResolveCommand{false, "", "because"}}) {
            auto result = command(job, what, {}, kNow);
            ASSERT_FALSE(result.ok());
            EXPECT_EQ(result.error().status, 409);
        }
}

TEST(ATerminalJob, IsNotMovedByWhatStillHappens) {
    Job job = training(TrainingStep::watching);
    job.state = Canceled{};
    EXPECT_EQ(state_of(happened(job, FineTuneSeen{fine_tune("failed")})), "canceled");
    EXPECT_EQ(state_of(happened(job, VoicesListed{std::vector<CloudVoice>{{"v", "v"}}})), "canceled");
    EXPECT_EQ(state_of(happened(job, FileUploaded{0, "0.aaaaaaaaaaaa.wav", Nothing{}})), "canceled");
}

}  // namespace
}  // namespace understudy::testing
