// A job that follows what somebody else began.
#include "core/adoption.hpp"

#include <gtest/gtest.h>

#include "core/apply.hpp"
#include "core/explain.hpp"
#include "core/next.hpp"

namespace understudy {
namespace {

const std::string kId = "job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC";
const Now kNow{Time{seconds{1'000}}, seconds{10}, 0.5};

CloudFineTune by_hand(std::string status = "training") {
    CloudFineTune fine_tune;
    fine_tune.id = "fine_tune_1";
    fine_tune.name = "Anna";
    fine_tune.description = "by hand";
    fine_tune.language = "en";
    fine_tune.model_id = "sonic-3-2026-01-12";
    fine_tune.dataset = "dataset_1";
    fine_tune.status = std::move(status);
    return fine_tune;
}

Job follower() {
    Submission submission;
    submission.adopted = by_hand();
    auto checked = check_submission(std::move(submission), Policy{});
    EXPECT_TRUE(checked.ok());
    return submit(kId, std::move(checked.value()), {}, kNow).job;
}

Job told(Job job, Command wish) {
    auto step = command(std::move(job), std::move(wish), Policy{}, kNow);
    EXPECT_TRUE(step.ok()) << step.error().detail;
    return std::move(step->job);
}

Job after_failure() { return apply(follower(), FineTuneSeen{by_hand("failed")}, Policy{}, kNow).job; }

TEST(Adoption, MakesAJobThatWatchesAndKnowsWhatTheFineTuneKnows) {
    const Job job = follower();
    EXPECT_EQ(fine_tune_of(job), "fine_tune_1");
    EXPECT_EQ(job.dataset_id, "dataset_1");
    EXPECT_FALSE(job.own_dataset);
    EXPECT_EQ(job.spec.name, "Anna");
    EXPECT_EQ(job.spec.description, "by hand");
    EXPECT_EQ(job.spec.language, "en");
    EXPECT_EQ(job.spec.model_id, "sonic-3-2026-01-12");
    EXPECT_TRUE(begun_by_hand(job));
    const Plan plan = next(job, Policy{}, kNow);
    ASSERT_EQ(plan.actions.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<Watch>(plan.actions[0])) << "it buys nothing";
}

TEST(Adoption, FollowsTheFineTuneToItsVoices) {
    Job job = apply(follower(), FineTuneSeen{by_hand("completed")}, Policy{}, kNow).job;
    job = apply(std::move(job), VoicesListed{std::vector<CloudVoice>{{"voice_1", "Anna 1"}}}, Policy{}, kNow)
              .job;
    EXPECT_STREQ(state_word(job.state), "completed");
}

TEST(Adoption, OfACompletedOneFetchesItsVoicesAtOnce) {
    Submission submission;
    submission.adopted = by_hand("completed");
    const auto checked = check_submission(submission, Policy{});
    const Plan plan = next(submit(kId, *checked, {}, kNow).job, Policy{}, kNow);
    ASSERT_EQ(plan.actions.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<ListVoices>(plan.actions[0]));
}

TEST(Adoption, WhereTheTrainingFailedItRestsWithoutBuying) {
    Job job = after_failure();
    EXPECT_STREQ(state_word(job.state), "failed");
    EXPECT_TRUE(at_rest(job));
    Now later = kNow;
    later.wall += std::chrono::hours(1'000);
    EXPECT_FALSE(advance(job, Policy{}, later));
    EXPECT_TRUE(next(job, Policy{}, later).actions.empty());
}

TEST(Adoption, AReattemptIsAPersonsAndHasTheDatasetListedFirst) {
    const Job job = told(after_failure(), RetryCommand{});
    const auto* uploading = std::get_if<Uploading>(&job.state);
    ASSERT_NE(uploading, nullptr) << state_word(job.state);
    EXPECT_EQ(uploading->step, UploadingStep::sending_files);
    EXPECT_EQ(job.attempt - job.allowance_from, 0) << "one purchase is allowed, and it is the next attempt";
}

TEST(Adoption, CancelingLeavesTheFineTuneAlone) {
    Job job = told(follower(), CancelCommand{});
    EXPECT_FALSE(to_be_stopped(job));
    const auto step = advance(job, Policy{}, kNow);
    ASSERT_TRUE(step);
    EXPECT_STREQ(state_word(step->job.state), "canceled");
    EXPECT_NE(if_canceled(follower()).find("begun by hand, and is left alone"), std::string::npos);
}

TEST(Adoption, IsRefusedWhereItMayBeAnotherJobs) {
    EXPECT_FALSE(forbids_following(by_hand(), {}));
    EXPECT_EQ(forbids_following(by_hand(), {true, {}, {}})->type, "in-use");
    EXPECT_EQ(forbids_following(by_hand(), {false, kId, {}})->type, "in-use");
    Job buying;
    buying.id = kId;
    buying.dataset_id = "dataset_1";
    buying.attempt_open = true;
    buying.state = Training{TrainingStep::settling, "", "", {}, {}};
    EXPECT_EQ(forbids_following(by_hand(), {false, {}, {buying}})->type, "in-use");
    buying.dataset_id = "dataset_2";
    EXPECT_FALSE(forbids_following(by_hand(), {false, {}, {buying}}));
}

TEST(Adoption, OfAFailedFineTuneMakesNoSense) {
    EXPECT_EQ(forbids_following(by_hand("failed"), {})->status, 422);
    EXPECT_FALSE(forbids_following(by_hand("completed"), {})) << "its voices are there to be had";
}

TEST(Adoption, ANameOfOnesOwnCountsAndANamelessFineTuneNeedsOne) {
    Submission submission;
    submission.adopted = by_hand();
    submission.spec.name = "Berta";
    EXPECT_EQ(check_submission(submission, Policy{})->spec.name, "Berta");
    submission.spec.name = "";
    submission.adopted->name = "";
    EXPECT_EQ(check_submission(submission, Policy{}).error().field, "/name");
}

}  // namespace
}  // namespace understudy
