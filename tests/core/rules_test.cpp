// The small rules: waits, words, submissions, judgement, explanations.
#include "core/backoff.hpp"
#include "core/catalogue.hpp"
#include "core/manifest.hpp"
#include "jobs.hpp"

namespace understudy::testing {
namespace {

TEST(AnExplanation, NamesARecordingThatIsAwayAndSaysWhenItIsLookedAtAgain) {
    Trouble away = trouble(TroubleKind::recording_unreadable);
    away.type = "recording_unreadable";
    away.detail = "/srv/anna/0.wav: No such file or directory";
    const Job job = uploading();
    const Step step = happened(job, FileUploaded{0, job.recordings[0].cloud_name, failure(away)});
    const Explanation words = explain(step.job, {}, kNow);
    EXPECT_NE(words.why.find("/srv/anna/0.wav: No such file or directory"), std::string::npos) << words.why;
    ASSERT_TRUE(words.next_at);
    EXPECT_EQ(*words.next_at, kNow.wall + (step.job.run.not_before - kNow.steady));
    EXPECT_FALSE(words.needs.empty());
}

TEST(AWait, DoublesUpToFiveMinutesAndIsNeverShorterThanRetryAfter) {
    const Policy policy;
    EXPECT_EQ(wait_after(1, {}, policy, 0.999), milliseconds{999});
    EXPECT_EQ(wait_after(4, {}, policy, 0.5), seconds{4});
    EXPECT_EQ(wait_after(40, {}, policy, 0.5), std::chrono::minutes{2} + seconds{30});
    EXPECT_EQ(wait_after(1, seconds{7}, policy, 0.5), seconds{7});
}

TEST(ARetryDelay, RepeatsItsLast) {
    const Policy policy;
    EXPECT_EQ(retry_delay(1, policy), std::chrono::minutes{5});
    EXPECT_EQ(retry_delay(3, policy), std::chrono::hours{2});
    EXPECT_EQ(retry_delay(9, policy), std::chrono::hours{2});
}

TEST(AClockThatSteppedBack, CannotPostponeARetryBeyondItsDelay) {
    Job job = training(TrainingStep::watching);
    job.state = Failed{false, kNow.wall + std::chrono::hours{87'600}, std::chrono::minutes{5}, {}};
    auto step = advance(job, {}, kNow);
    ASSERT_TRUE(step);
    EXPECT_EQ(std::get<Failed>(step->job.state).retry_at, kNow.wall + std::chrono::minutes{5});
}

TEST(Words, AreReadBackAsWhatTheyWere) {
    for (const HoldReason reason :
         {HoldReason::paused, HoldReason::preflight, HoldReason::credentials, HoldReason::funds,
          HoldReason::budget, HoldReason::unknown_outcome, HoldReason::vanished,
          HoldReason::recordings_changed, HoldReason::quarantined})
        EXPECT_EQ(from_word<HoldReason>(to_word(reason)), reason);
    EXPECT_EQ(from_word<HoldReason>("nonsense"), std::nullopt);
    EXPECT_EQ(from_word<IntentStatus>("void"), IntentStatus::voided);
}

TEST(Times, AreShownAsRfc3339AndDurationsInWords) {
    EXPECT_EQ(to_rfc3339(Time{} + seconds{1'763'876'598} + microseconds{42}), "2025-11-23T05:43:18.000042Z");
    EXPECT_EQ(in_words(milliseconds{850}), "850 ms");
    EXPECT_EQ(in_words(seconds{250}), "4 min 10 s");
    EXPECT_EQ(in_words(std::chrono::hours{2}), "2 h");
    EXPECT_EQ(in_words(std::chrono::hours{76}), "3 d 4 h");
    EXPECT_EQ(in_words(-seconds{5}), "0 ms");
}

Submission good() {
    Submission submission;
    submission.spec = {"Anna", "", "en", "", 0, {}, {"/srv/anna"}};
    return submission;
}

std::string field_at_fault(Submission submission) {
    const auto checked = check_submission(std::move(submission), {});
    return checked.ok() ? "" : checked.error().field;
}

TEST(ASubmission, GetsItsDefaultsFilledIn) {
    const auto checked = check_submission(good(), {});
    ASSERT_TRUE(checked.ok());
    EXPECT_EQ(checked->spec.model_id, "sonic-3-2026-01-12");
    EXPECT_EQ(checked->spec.max_attempts, 3);
}

TEST(ASubmission, NamesTheFieldThatIsWrong) {
    Submission long_name = good(), line_break = good(), nameless = good(), klingon = good(), retired = good(),
               alias = good(), unheard = good(), both = good(), neither = good(), path_as_dataset = good(),
               attempts = good(), label = good();
    long_name.spec.name = std::string(10'000, 'x');
    line_break.spec.name = "An\nna";
    nameless.spec.name = "  ";
    klingon.spec.language = "tlh";
    retired.spec.model_id = "sonic-2";
    alias.spec.model_id = "sonic-3";
    unheard.spec.model_id = "sonic-9-2030-01-01";
    both.dataset_id = "dataset_1";
    neither.spec.paths.clear();
    path_as_dataset.spec.paths.clear();
    path_as_dataset.dataset_id = "../../etc";
    attempts.spec.max_attempts = 1'000;
    label.spec.labels = {{"a key", "v"}};
    EXPECT_EQ(field_at_fault(long_name), "/name");
    EXPECT_EQ(field_at_fault(line_break), "/name");
    EXPECT_EQ(field_at_fault(nameless), "/name");
    EXPECT_EQ(field_at_fault(klingon), "/language");
    EXPECT_EQ(field_at_fault(retired), "/model_id");
    EXPECT_EQ(field_at_fault(alias), "/model_id");
    EXPECT_EQ(field_at_fault(unheard), "/model_id");
    EXPECT_EQ(field_at_fault(both), "/dataset_id");
    EXPECT_EQ(field_at_fault(neither), "/recordings");
    EXPECT_EQ(field_at_fault(path_as_dataset), "/dataset_id");
    EXPECT_EQ(field_at_fault(attempts), "/max_attempts");
    EXPECT_EQ(field_at_fault(label), "/labels");
}

TEST(AModelThatIsNewerThanThisProgram, IsTrainableWhereItIsConfigured) {
    EXPECT_EQ(standing_of("sonic-9-2030-01-01", "sonic-9-2030-01-01"), ModelStanding::trainable);
}

TEST(AnEdit, IsCheckedLikeASubmissionAndOnlyForDraftsAndFailedJobs) {
    EditCommand edit;
    edit.language = "tlh";
    EXPECT_EQ(command(draft(), edit, {}, kNow).error().field, "/language");
    edit.language = "es";
    EXPECT_EQ(command(draft(), edit, {}, kNow)->job.spec.language, "es");
    EXPECT_EQ(command(training(TrainingStep::watching), edit, {}, kNow).error().status, 409);
}

TEST(Preflight, BlocksLessThanHalfAnHourAndWarnsUnderTwo) {
    EXPECT_EQ(preflight(draft(1, std::chrono::minutes{29}).recordings, {}).verdict, FileVerdict::block);
    EXPECT_EQ(preflight(draft(1, std::chrono::minutes{30}).recordings, {}).verdict, FileVerdict::warn);
    EXPECT_EQ(preflight(draft(1, std::chrono::hours{2}).recordings, {}).verdict, FileVerdict::pass);
}

TEST(Preflight, BlocksTheJobForOneBlockedFileAndNamesIt) {
    Job job = draft(8);
    job.recordings[3].measurement->content = Content::not_audio;
    const Preflight report = preflight(job.recordings, {});
    EXPECT_EQ(report.verdict, FileVerdict::block);
    EXPECT_EQ(
        blocking_words(report),
        "/srv/anna/3.wav: 3.wav is not audio: take it out of the recordings, or copy the recording again");
}

TEST(AnExplanation, OfEveryPositionSaysWhyAndWhatIsNext) {
    std::vector<Job> jobs{draft(), uploading(UploadingStep::needs_dataset),
                          uploading(UploadingStep::creating_dataset),
                          uploading(UploadingStep::settling_dataset), uploading()};
    for (const TrainingStep step : {TrainingStep::checking, TrainingStep::buying, TrainingStep::settling,
                                    TrainingStep::watching, TrainingStep::collecting})
        jobs.push_back(training(step));
    for (const Job& job : jobs) {
        const Explanation words = explain(job, {}, kNow);
        EXPECT_FALSE(words.why.empty());
        EXPECT_FALSE(words.next.empty());
    }
}

TEST(AnExplanation, OfAHeldJobSaysWhatItNeeds) {
    Job job = uploading();
    job.hold = Hold{HoldReason::credentials, kNow.wall, "correct the key"};
    EXPECT_EQ(explain(job, {}, kNow).needs, "correct the key");
}

TEST(AnExplanation, OfAHeldOrCanceledJobThatSettlesSaysWhenItLooksAgain) {
    Job job = training(TrainingStep::settling);
    job.run.sightings = 1;
    job.run.settling_since = job.run.last_sighting = kNow.steady;
    job.hold = Hold{HoldReason::paused, kNow.wall, "release it"};
    EXPECT_EQ(explain(job, {}, kNow).next_at, kNow.wall + seconds{10});
    EXPECT_EQ(explain(job, {}, kNow).next,
              "Nothing is sent until the hold ends; the cloud is looked at meanwhile.");
    job.cancel_wished = true;
    EXPECT_EQ(explain(job, {}, kNow).next_at, kNow.wall + seconds{10});
}

TEST(AnExplanation, OfAClockThatSteppedBackDoesNotPromiseARetryInTenYears) {
    Job job = training(TrainingStep::watching);
    job.state = Failed{false, kNow.wall + std::chrono::hours{87'600}, std::chrono::minutes{5}, {}};
    EXPECT_EQ(explain(job, {}, kNow).next_at, kNow.wall + std::chrono::minutes{5});
}

TEST(AnExplanation, OfAWaitSaysWhenItEnds) {
    Job job = training(TrainingStep::watching);
    job.state = Failed{false, kNow.wall + std::chrono::minutes{5}, std::chrono::minutes{5}, {}};
    EXPECT_EQ(explain(job, {}, kNow).next_at, kNow.wall + std::chrono::minutes{5});
}

TEST(AnExplanation, OfARefusedKeyNamesTheCure) {
    Job job = training(TrainingStep::checking);
    job.run.not_before = kNow.steady + std::chrono::minutes{1};
    job.error = JobError{"unauthorized", "HTTP 401 Unauthorized", "Invalid key.", 401, "", kNow.wall};
    const Explanation words = explain(job, {}, kNow);
    EXPECT_NE(words.needs.find("correct the API key"), std::string::npos);
    EXPECT_EQ(words.why.find(".."), std::string::npos) << words.why;
}

TEST(AnExplanation, CountsOneVoiceAsOne) {
    Job job = training(TrainingStep::collecting);
    job.attempt = 1;
    job.state = Completed{"ft", {CloudVoice{"v", "Anna"}}};
    EXPECT_NE(explain(job, {}, kNow).why.find("1 voice, in 1 attempt."), std::string::npos);
}

TEST(AnExplanation, OfAWaitSaysWhatFailedInFull) {
    Job job = uploading();
    job.run.not_before = kNow.steady + std::chrono::minutes{1};
    job.error = JobError{"tls_failed", "No trusted connection", "certificate has expired", {}, "", kNow.wall};
    EXPECT_NE(explain(job, {}, kNow).why.find("certificate has expired"), std::string::npos);
}

}  // namespace
}  // namespace understudy::testing
