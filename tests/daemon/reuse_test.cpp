// A draft whose recordings were sent before says so; a retraining that was answered before is not judged
// again.
#include "cloud_caller.hpp"

namespace understudy::test {
namespace {

class Reusing : public CloudApiTest {
  protected:
    Reusing() {
        store.reuses = {{"dataset_1", some_id, 200, 198, 0}};
        desk.view.job.tally.files_total = desk.view.job.tally.files_measured = 200;
        desk.quoted.job = desk.view.job;
    }
    Json shown(const std::string& below) { return json(call("GET", "/v1/jobs/" + some_id + below)); }
};

TEST_F(Reusing, IsOfferedWithADraftItsExplanationAndItsQuote) {
    for (const char* below : {"", "/explain", "/quote"}) {
        const Json reuse = shown(below)["reuse"];
        EXPECT_EQ(reuse["dataset_id"], "dataset_1") << below;
        EXPECT_EQ(reuse["files_held"], 198);
        EXPECT_EQ(reuse["files_wanted"], 200);
        EXPECT_NE(reuse["cure"].get<std::string>().find("datasets add dataset_1"), std::string::npos);
    }
    EXPECT_TRUE(cloud.asked.empty()) << "the cloud is not asked";
}

TEST_F(Reusing, IsNotOfferedBeforeAllIsMeasuredNorWhereNothingIsKnown) {
    desk.view.job.tally.files_measured = 199;
    desk.quoted.job = desk.view.job;
    for (const char* below : {"/explain", "/quote"}) EXPECT_TRUE(shown(below)["reuse"].is_null()) << below;
    EXPECT_FALSE(shown("").contains("reuse"));
    desk.quoted.job.tally.files_measured = 200;
    store.reuses.clear();
    EXPECT_TRUE(shown("/quote")["reuse"].is_null());
}

TEST_F(Reusing, IsAnOfferAloneAndHoldsUpNoAnswer) {
    store.trouble = StoreTrouble{StoreTrouble::Kind::unavailable, "disk I/O error"};
    EXPECT_TRUE(shown("/quote")["reuse"].is_null());
}

TEST_F(Reusing, IsShownToWhoLookedAtTheDraftBeforeItWasOffered) {
    const auto offers = std::exchange(store.reuses, {});
    const auto before = call("GET", "/v1/jobs/" + some_id);
    const std::string tag(before.headers.find("ETag").value_or(""));
    store.reuses = offers;
    const auto after = call("GET", "/v1/jobs/" + some_id, "", {{"If-None-Match", tag}});
    EXPECT_EQ(after.status, 200);
    EXPECT_EQ(json(after)["reuse"]["dataset_id"], "dataset_1");
    const std::string offered(after.headers.find("ETag").value_or(""));
    EXPECT_EQ(call("GET", "/v1/jobs/" + some_id, "", {{"If-None-Match", offered}}).status, 304);
}

class Retraining : public CloudApiTest {
  protected:
    const std::string path = "/v1/jobs/" + some_id + "/retrain";
    net::Response retrain() { return call("POST", path, R"({"start":true})", {{"Idempotency-Key", "mine"}}); }
    Retraining() {
        desk.view.job.state = Completed{"fine_tune_1", {}};
        desk.view.job.dataset_id = "dataset_1";
    }
};

TEST_F(Retraining, ThatWasAnsweredBeforeGivesTheSameJobWhateverBecameOfItsParent) {
    EXPECT_EQ(retrain().status, 201);
    ASSERT_TRUE(desk.key);
    store.answers["mine"] = {"mine", desk.key->fingerprint, "job_01J9ZQ3V5N8RKX4T7M2W6Y0NEW", 201, Time{}};
    desk.view.job.state = Draft{};  // of a parent that would be refused
    desk.submission = {};
    const auto again = retrain();
    EXPECT_EQ(again.status, 201) << again.body;
    EXPECT_EQ(again.headers.find("Idempotency-Replayed"), "true");
    EXPECT_EQ(desk.job_id, "job_01J9ZQ3V5N8RKX4T7M2W6Y0NEW");
    EXPECT_EQ(desk.submission.dataset_id, "") << "nothing is submitted";
}

TEST_F(Retraining, OnADatasetThatTheCloudDoesNotHaveAnyMoreIsRefusedBeforeThereIsADraftThatCanOnlyFail) {
    cloud.datasets.clear();
    const auto refusal = retrain();
    expect_problem(refusal, 409, "state-forbids");
    EXPECT_NE(refusal.body.find("submit its recordings again"), std::string::npos);
    EXPECT_FALSE(desk.key) << "nothing is submitted";
}

TEST_F(Retraining, WhoseJobWasDeletedIsNotDoneAgain) {
    EXPECT_EQ(retrain().status, 201);
    store.answers["mine"] = {"mine", desk.key->fingerprint, "job_01J9ZQ3V5N8RKX4T7M2W6Y0NEW", 201, Time{}};
    desk.refusal = Problem{404, "job-not-found", "There is no such job", "none", ""};
    expect_problem(retrain(), 410, "job-deleted");
}

TEST_F(Retraining, OfAnotherRequestWithTheSameKeyIsJudged) {
    store.answers["mine"] = {"mine", "of another request", "job_01J9ZQ3V5N8RKX4T7M2W6Y0NEW", 201, Time{}};
    EXPECT_EQ(retrain().status, 201);
    EXPECT_EQ(desk.submission.dataset_id, "dataset_1") << "the desk says that the key was used";
}

}  // namespace
}  // namespace understudy::test
