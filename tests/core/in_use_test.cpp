// What a job at work rests on, and what a person is told of a call that did not come off.
#include "core/in_use.hpp"

#include <gtest/gtest.h>

#include "core/cloud_problem.hpp"
#include "core/marker.hpp"

namespace understudy {
namespace {

const std::string kId = "job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC";

Job training() {
    Job job;
    job.id = kId;
    job.spec.name = "Anna";
    job.dataset_id = "dataset_1";
    Training state;
    state.fine_tune_id = "fine_tune_1";
    job.state = state;
    return job;
}

TEST(InUse, IsWhatTheJobNamesAndWhatBearsItsMarker) {
    const std::string marked_as_its = marked({kId, 1, "NONCENONCE123"}, "text");
    EXPECT_TRUE(uses(training(), CloudDataset{"dataset_1", "", ""}));
    EXPECT_TRUE(uses(training(), CloudDataset{"dataset_2", "", marked_as_its}));
    EXPECT_FALSE(uses(training(), CloudDataset{"dataset_2", "", "text"}));
    CloudFineTune fine_tune;
    fine_tune.id = "fine_tune_1";
    EXPECT_TRUE(uses(training(), fine_tune));
    fine_tune.id = "fine_tune_2";
    EXPECT_FALSE(uses(training(), fine_tune));
    fine_tune.description = marked_as_its;
    EXPECT_TRUE(uses(training(), fine_tune));
}

TEST(InUse, NamesTheJobAndTheCure) {
    const Problem problem = in_use("The dataset dataset_1", training());
    EXPECT_EQ(problem.status, 409);
    EXPECT_NE(problem.detail.find(kId + " (Anna, training)"), std::string::npos) << problem.detail;
    EXPECT_NE(problem.detail.find("understudy cancel " + kId), std::string::npos);
}

TEST(InUse, IsADatasetThatSomebodysTrainingStandsOnUntilItHasEnded) {
    CloudFineTune fine_tune;
    fine_tune.id = "fine_tune_9";
    fine_tune.dataset = "dataset_1";
    for (const char* status : {"created", "training", "a word of tomorrow's"}) {
        fine_tune.status = status;
        EXPECT_TRUE(trained_on({"dataset_1", "", ""}, {fine_tune})) << status;
        EXPECT_FALSE(trained_on({"dataset_2", "", ""}, {fine_tune}));
    }
    for (const char* status : {"completed", "failed"}) {
        fine_tune.status = status;
        EXPECT_FALSE(trained_on({"dataset_1", "", ""}, {fine_tune})) << status;
    }
}

TEST(InUse, ANewTextStandsBehindTheMarkerOfTheOld) {
    const std::string old = marked({kId, 0, "NONCENONCE123"}, "old words");
    EXPECT_EQ(text_behind_marker(old), "old words");
    EXPECT_EQ(text_behind_marker("no mark"), "no mark");
    EXPECT_EQ(text_behind_marker(description_with(old, "new words")), "new words");
    EXPECT_EQ(marker_of(description_with(old, "new words")), marker_of(old));
    EXPECT_EQ(marker_of(description_with(old, "")), marker_of(old));
    EXPECT_EQ(description_with("no mark", "new words"), "new words");
}

Trouble trouble(Certainty certainty, TroubleKind kind, std::optional<int> status) {
    Trouble trouble;
    trouble.certainty = certainty;
    trouble.kind = kind;
    trouble.http_status = status;
    trouble.title = "Its words";
    return trouble;
}

TEST(ACloudProblem, TellsWhatIsNotThereWhatIsRefusedWhatIsUnknownAndWhatPasses) {
    const CloudWish look{"the dataset dataset_1", "", ""};
    const CloudWish deed{"the dataset dataset_1", "deleted", "understudy datasets"};
    using enum TroubleKind;
    const auto type = [](const Trouble& trouble, const CloudWish& wish) {
        return cloud_problem(trouble, wish).type;
    };
    EXPECT_EQ(type(trouble(Certainty::refused, refused, 404), deed), "cloud-object-not-found");
    EXPECT_EQ(type(trouble(Certainty::refused, refused, 422), deed), "cloud-refused");
    EXPECT_EQ(type(trouble(Certainty::refused, credentials, 401), look), "cloud-refused");
    EXPECT_EQ(type(trouble(Certainty::refused, transient, 429), deed), "cloud-unreachable");
    EXPECT_EQ(type(trouble(Certainty::refused, transient, {}), deed), "cloud-unreachable");
    EXPECT_EQ(type(trouble(Certainty::unknown, transient, 503), deed), "cloud-outcome-unknown");
    EXPECT_EQ(type(trouble(Certainty::unknown, cancelled, {}), deed), "cloud-outcome-unknown");
    EXPECT_EQ(type(trouble(Certainty::unknown, transient, 503), look), "cloud-unreachable");
}

TEST(ACloudProblem, OfAnUnknownOutcomeSaysWhereToLook) {
    const Problem problem = cloud_problem(trouble(Certainty::unknown, TroubleKind::transient, 503),
                                          {"the dataset dataset_1", "deleted", "understudy datasets"});
    EXPECT_EQ(problem.status, 502);
    EXPECT_EQ(problem.detail,
              "Whether the dataset dataset_1 was deleted is not known: Its words. It is not tried again by "
              "itself. Look first: understudy datasets.");
}

}  // namespace
}  // namespace understudy
