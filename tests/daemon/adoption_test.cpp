// POST /v1/fine-tunes/{id}/adopt over a cloud in memory.
#include "core/adoption.hpp"

#include "cloud_caller.hpp"
#include "core/marker.hpp"

namespace understudy::test {
namespace {

class Adoption : public CloudApiTest {
  protected:
    net::Response adopt(const std::string& body = "") {
        return call("POST", "/v1/fine-tunes/fine_tune_1/adopt", body);
    }
};

TEST_F(Adoption, AsksTheDeskForAJobThatFollowsWhatTheCloudShows) {
    const auto made = adopt(R"({"name":"Berta","labels":{"room":"a"}})");
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.headers.find("Location"), "/v1/jobs/" + some_id);
    ASSERT_TRUE(desk.submission.adopted);
    EXPECT_EQ(*desk.submission.adopted, cloud.fine_tunes[0]);
    EXPECT_EQ(desk.submission.spec.name, "Berta");
    EXPECT_EQ(desk.submission.spec.labels.at("room"), "a");
    EXPECT_TRUE(room.taken.empty());
}

TEST_F(Adoption, IsRefusedWhereAJobKnowsItOrItsMarkNamesOne) {
    store.fine_tunes = {"fine_tune_1"};
    expect_problem(adopt(), 409, "in-use");
    store.fine_tunes.clear();
    cloud.fine_tunes[0].description = marked({some_id, 1, "NONCENONCE123"}, "");
    EXPECT_EQ(adopt().status, 201) << "its job is not here: this one may follow it";
    store.jobs[some_id].id = some_id;
    expect_problem(adopt(), 409, "in-use");
}

TEST_F(Adoption, IsRefusedWhileAJobMayHaveBoughtIt) {
    desk.jobs = {job_at_work("dataset_1")};
    desk.jobs[0].job.attempt_open = true;
    const auto refusal = adopt();
    expect_problem(refusal, 409, "in-use");
    EXPECT_NE(refusal.body.find(some_id), std::string::npos);
    room.taken.insert("fine_tune_1");
    expect_problem(adopt(), 409, "in-use");
}

TEST_F(Adoption, BadInputIsRefusedByName) {
    expect_problem(adopt(R"({"nmae":"x"})"), 422, "invalid-field", "/nmae");
    expect_problem(call("POST", "/v1/fine-tunes/fine_tune_9/adopt"), 404, "cloud-object-not-found");
    cloud.fine_tunes[0].status = "failed";
    expect_problem(adopt(), 422, "invalid-field");
}

TEST_F(Adoption, AnAdoptedFineTuneIsShownWithItsJob) {
    store.fine_tunes = {"fine_tune_1"};
    store.intents[adopted_nonce("fine_tune_1")] = {some_id, {}};
    const Json shown = json(call("GET", "/v1/fine-tunes/fine_tune_1"));
    EXPECT_EQ(shown["standing"], "known");
    EXPECT_EQ(shown["job_id"], some_id);
}

}  // namespace
}  // namespace understudy::test
