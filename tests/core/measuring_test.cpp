// A draft whose recordings cannot be read, were heard by older meters, or belong to a job that a person
// paused.
#include "jobs.hpp"

namespace understudy::testing {
namespace {

Job unmeasured(int files) {
    Job job = draft(files);
    for (Recording& recording : job.recordings) recording.measurement.reset(), recording.cloud_name.clear();
    job.tally = tally_of(job.recordings);
    job.preflight.reset();
    return job;
}

Trouble unreadable_disk() {
    return {Certainty::refused,
            TroubleKind::recording_unreadable,
            "recording_unreadable",
            "A recording cannot be read",
            "the NAS is gone",
            {},
            "",
            {}};
}

Step could_not_read(Job job, std::uint64_t position, Now now = kNow) {
    const SelectedFile file = job.recordings[position].file;
    return happened(std::move(job), Measured{position, file, failure(unreadable_disk())}, now);
}

std::vector<std::uint64_t> to_measure(const Job& job, Now now = kNow) {
    std::vector<std::uint64_t> positions;
    for (const Measure& measure : actions_of<Measure>(job, now)) positions.push_back(measure.position);
    return positions;
}

/// All but the first could be measured, and that one could not be read three times.
Job with_one_unreadable() {
    Job job = draft(3);
    job.recordings[0].measurement.reset();
    job.tally = tally_of(job.recordings);
    job.preflight.reset();
    for (int i = 0; i < 3; ++i) job = could_not_read(std::move(job), 0).job;
    return job;
}

TEST(ARecordingThatCannotBeRead, HoldsUpNoOther) {
    Job job = unmeasured(6);
    job = could_not_read(std::move(job), 0).job;
    job = could_not_read(std::move(job), 1).job;
    EXPECT_EQ(to_measure(job), (std::vector<std::uint64_t>{2, 3, 4, 5}));
}

TEST(ARecordingThatCannotBeRead, IsTriedAgainAfterTheOthersAndAWait) {
    const Job job = could_not_read(unmeasured(1), 0).job;
    EXPECT_TRUE(to_measure(job).empty());
    EXPECT_TRUE(next(job, {}, kNow).wake_at);
    EXPECT_EQ(to_measure(job, later(std::chrono::minutes{10})), std::vector<std::uint64_t>{0});
}

TEST(ARecordingThatCannotBeRead, BlocksTheJobAfterThreeTriesAndIsStillLookedAt) {
    const Job job = with_one_unreadable();
    ASSERT_TRUE(job.hold);
    EXPECT_EQ(job.hold->reason, HoldReason::preflight);
    EXPECT_NE(job.hold->needs.find("the NAS is gone"), std::string::npos) << job.hold->needs;
    EXPECT_EQ(job.preflight->verdict, FileVerdict::block);
    EXPECT_TRUE(needs_recordings(job));
    EXPECT_EQ(to_measure(job, later(std::chrono::hours{1})), std::vector<std::uint64_t>{0});
}

TEST(ARecordingThatCannotBeRead, LetsTheJobGoOnByItselfOnceItCan) {
    Job job = with_one_unreadable();
    const SelectedFile file = job.recordings[0].file;
    const Step step = happened(std::move(job), Measured{0, file, heard(std::chrono::minutes{20})});
    EXPECT_FALSE(step.job.hold);
    EXPECT_FALSE(has_unreadable(step.job));
    EXPECT_TRUE(to_measure(step.job, later(std::chrono::hours{1})).empty());
}

TEST(ARecordingThatCannotBeRead, DoesNotWaitForOneThatIsAwayForLonger) {
    Job job = with_one_unreadable();
    for (int i = 0; i < 12; ++i) job = could_not_read(std::move(job), 0).job;
    job.recordings[1].measurement.reset();
    job = could_not_read(std::move(job), 1).job;
    EXPECT_EQ(to_measure(job, later(seconds{2})), (std::vector<std::uint64_t>{0, 1}));
}

TEST(AReasonToOverrule, SaysSomething) {
    EXPECT_EQ(command(draft(), StartCommand{"  ", "anna"}, {}, kNow).error().field, "/override_preflight");
    EXPECT_TRUE(command(draft(), StartCommand{"the studio wants it", "anna"}, {}, kNow).ok());
}

TEST(AMeasurement, OfOlderMetersIsMadeAnewWhileNothingHasBeenSent) {
    Job job = draft(2);
    job.preflight->meters = meters_version - 1;
    job.recordings_loaded = false;
    EXPECT_EQ(actions_of<LoadRecordings>(job).size(), 1u);
    std::vector<Recording> stored = draft(2).recordings;
    stored[1].measurement->meters = meters_version - 1;
    const Step step = happened(std::move(job), RecordingsLoaded{stored});
    EXPECT_TRUE(step.all_recordings);
    EXPECT_EQ(step.job.tally.files_measured, 1u);
    EXPECT_EQ(to_measure(step.job), std::vector<std::uint64_t>{1});
}

TEST(AMeasurement, OfOlderMetersIsKeptOnceTheJobIsOnItsWay) {
    Job job = uploading();
    job.recordings_loaded = false;
    std::vector<Recording> stored = job.recordings;
    stored[0].measurement->meters = meters_version - 1;
    EXPECT_TRUE(happened(std::move(job), RecordingsLoaded{stored}).job.recordings[0].measurement);
}

TEST(APause, IsNotReplacedByAHoldOfPreflightsThatWouldEndByItself) {
    Job job = draft(2, std::chrono::minutes{1});
    job.preflight.reset();
    job.state = Draft{true, ""};
    job.hold = Hold{HoldReason::paused, kNow.wall, "release it"};
    const auto judged = advance(job, {}, kNow);
    ASSERT_TRUE(judged);
    EXPECT_EQ(judged->job.preflight->verdict, FileVerdict::block);
    EXPECT_EQ(judged->job.hold->reason, HoldReason::paused);
}

TEST(AJobThatIsOnItsWay, IsShownByTheThresholdsThatLetItThrough) {
    Policy stricter;
    stricter.thresholds.min_duration = std::chrono::hours{9};
    EXPECT_EQ(judged_by(uploading(), stricter), Thresholds{});
    EXPECT_EQ(judged_by(draft(), stricter), stricter.thresholds);
}

TEST(AJobOnADatasetThatWasThere, SaysFromTheStartThatItsSoundIsNotKnown) {
    Submission submission;
    submission.spec = draft().spec;
    submission.dataset_id = "d1";
    const Step step = submit(kJobId, submission, {}, kNow);
    ASSERT_TRUE(step.job.preflight);
    EXPECT_EQ(step.job.preflight->verdict, FileVerdict::warn);
    EXPECT_EQ(step.job.preflight->reasons.at(0).reason, "duration_unknown");
}

}  // namespace
}  // namespace understudy::testing
