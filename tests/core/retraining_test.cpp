#include "core/retraining.hpp"

#include "jobs.hpp"

namespace understudy::testing {
namespace {

Job completed() {
    Job job = training(TrainingStep::collecting);
    job.state = Completed{"fine_tune_1", {}};
    job.spec.labels = {{"client", "acme"}};
    return job;
}

TEST(Retraining, IsANewJobOnTheSameDatasetThatNamesItsParent) {
    const auto submission = retrained(completed(), {"sonic-4", "british", std::nullopt, true});
    ASSERT_TRUE(submission);
    const Step step = submit("job_01JD0000000000000000000001", *submission, {}, kNow);
    EXPECT_EQ(step.job.parent_id, kJobId);
    EXPECT_EQ(step.job.dataset_id, "dataset_1");
    EXPECT_FALSE(step.job.own_dataset);
    EXPECT_EQ(step.job.spec.model_id, "sonic-4");
    EXPECT_EQ(step.job.spec.accent, "british");
    EXPECT_EQ(step.job.spec.labels.at("client"), "acme");
    EXPECT_TRUE(step.job.spec.paths.empty());
    EXPECT_TRUE(step.movements.empty()) << "nothing is spent before it is started";
}

TEST(Retraining, TakesTheConfiguredModelWhereNoneIsNamed) {
    Job parent = completed();
    parent.spec.model_id = "sonic-2-2025-03-07";
    const auto checked = check_submission(*retrained(parent, {}), Policy{});
    ASSERT_TRUE(checked) << checked.error().detail;
    EXPECT_EQ(checked->spec.model_id, Policy{}.model_id);
}

TEST(Retraining, OfTheSameIsRefusedWithTheCure) {
    const auto refused = check_submission(*retrained(completed(), {}), Policy{});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().field, "/model_id");
    const auto accent =
        check_submission(*retrained(completed(), {std::nullopt, "british", std::nullopt, false}), Policy{});
    EXPECT_TRUE(accent) << "another accent is another voice";
}

TEST(Retraining, WaitsForTheEndOfItsParent) {
    EXPECT_EQ(retrained(training(TrainingStep::watching), {}).error().type, "state-forbids");
    Job half_filled = completed();
    half_filled.own_dataset = true;
    half_filled.state = Canceled{};
    half_filled.tally.files_done -= 1;
    EXPECT_EQ(retrained(half_filled, {}).error().type, "state-forbids") << "a voice of half the recordings";
    Job never_uploaded = draft();
    never_uploaded.state = Canceled{};
    EXPECT_EQ(retrained(never_uploaded, {}).error().type, "state-forbids");
}

TEST(Retraining, OfADatasetThatWasDeletedSaysSo) {
    Job parent = completed();
    parent.own_dataset = true;
    const auto step = command(parent, DatasetDeletedCommand{"its time was up"}, Policy{}, kNow);
    ASSERT_TRUE(step) << step.error().detail;
    EXPECT_EQ(step->job.dataset_id, "");
    EXPECT_EQ(std::get<Completed>(step->job.state).deleted_dataset_id, "dataset_1");
    ASSERT_EQ(step->events.size(), 1u);
    EXPECT_EQ(step->events[0].type, "dataset_deleted");
    EXPECT_EQ(step->events[0].data.front(), (std::pair<std::string, std::string>{"dataset_id", "dataset_1"}));
    EXPECT_EQ(retrained(step->job, {}).error().detail,
              "a job that is completed cannot be retrained; its dataset was deleted in the cloud; submit its "
              "recordings again");
    const auto again = command(step->job, DatasetDeletedCommand{"once more"}, Policy{}, kNow);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->events.empty());
    parent.own_dataset = false;
    EXPECT_FALSE(command(parent, DatasetDeletedCommand{"not its own"}, Policy{}, kNow));
    EXPECT_FALSE(command(training(TrainingStep::watching), DatasetDeletedCommand{"at work"}, Policy{}, kNow));
}

TEST(AnAccent, IsInThePaidRequestAndItsDigestOnlyWhereItIsNamed) {
    NewFineTune request{"Anna", "", "en", "sonic", "dataset_1", ""};
    const std::string without = digest_of(request);
    request.accent = "british";
    EXPECT_NE(digest_of(request), without);
}

TEST(AModelThatTheCloudRetired, IsNamedWithItsCure) {
    Job job = training(TrainingStep::checking);
    Failed failed;
    job.state = failed;
    job.error = JobError{"model_sunsetted", "the training could not be begun", "", 422, "", kNow.wall};
    const Explanation why = explain(job, {}, kNow);
    EXPECT_NE(why.needs.find("understudy edit"), std::string::npos) << why.needs;
    EXPECT_NE(why.why.find(job.spec.model_id), std::string::npos) << why.why;
}

}  // namespace
}  // namespace understudy::testing
