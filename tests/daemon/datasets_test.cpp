// /v1/datasets over a cloud in memory.
#include "cloud_caller.hpp"
#include "core/marker.hpp"

namespace understudy::test {
namespace {

class Datasets : public CloudApiTest {
  protected:
    Recording recorded(const std::string& name, char digit) {
        Recording recording;
        recording.file.path = "/srv/" + name;
        recording.file.relative = name;
        recording.file.identity.size = 100;
        recording.measurement.emplace();
        recording.measurement->sha256 = std::string(64, digit);
        return recording;
    }
    net::Response add() { return call("POST", "/v1/datasets/dataset_1/files", R"({"recordings":["/srv"]})"); }
};

TEST_F(Datasets, AreListedWithTheirJobAndWithoutItsMark) {
    cloud.datasets.push_back({"dataset_2", "Boris", marked({some_id, 0, "NONCENONCE123"}, "his words")});
    EXPECT_EQ(json(call("GET", "/v1/datasets")), Json::parse(R"({"data":[
        {"id":"dataset_1","name":"Anna","description":"words","job_id":null},
        {"id":"dataset_2","name":"Boris","description":"his words","job_id":")" +
                                                             some_id + R"("}],"next_cursor":null})"));
}

TEST_F(Datasets, AreShownWithTheirSizeAndTheJobsThatStandOnThem) {
    desk.jobs = {job_at_work("dataset_1")};
    const Json shown = json(call("GET", "/v1/datasets/dataset_1"));
    EXPECT_EQ(shown["files_total"], 1);
    EXPECT_EQ(shown["bytes_total"], 100);
    EXPECT_EQ(shown["used_by"][0]["job_id"], some_id);
    EXPECT_EQ(shown["used_by"][0]["state"], "uploading");
    expect_problem(call("GET", "/v1/datasets/dataset_9"), 404, "cloud-object-not-found");
}

TEST_F(Datasets, AnIdThatAPathWouldSwallowIsNotHandedOn) {
    for (const char* id : {"..", ".", "%2e%2e", "a%0ab", "a%00"})
        expect_problem(call("DELETE", std::string("/v1/datasets/") + id), 404, "cloud-object-not-found");
    expect_problem(call("DELETE", "/v1/datasets/dataset_1/files/.."), 404, "cloud-object-not-found");
    EXPECT_TRUE(cloud.asked.empty());
}

TEST_F(Datasets, AreMadeOnceAndALostAnswerIsSaidAsSuch) {
    const auto made = call("POST", "/v1/datasets", R"({"name":"New","description":"d"})");
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.headers.find("Location"), "/v1/datasets/dataset_new");
    EXPECT_EQ(json(made)["name"], "New");
    cloud.trouble = lost();
    const auto unknown = call("POST", "/v1/datasets", R"({"name":"New"})");
    expect_problem(unknown, 502, "cloud-outcome-unknown");
    EXPECT_NE(unknown.body.find("Look first: understudy datasets"), std::string::npos) << unknown.body;
    EXPECT_EQ(cloud.asked.size(), 2u) << "nothing is sent again";
}

TEST_F(Datasets, BadInputIsRefusedByName) {
    expect_problem(call("POST", "/v1/datasets", "{}"), 422, "invalid-field", "/name");
    expect_problem(call("POST", "/v1/datasets", R"({"name":"x","nmae":1})"), 422, "invalid-field", "/nmae");
    expect_problem(call("PATCH", "/v1/datasets/dataset_1", "{}"), 422, "invalid-field", "/name");
    expect_problem(call("PATCH", "/v1/datasets/dataset_1", R"({"name":""})"), 422, "invalid-field", "/name");
    expect_problem(call("POST", "/v1/datasets/dataset_1/files", R"({"recordings":[]})"), 422, "invalid-field",
                   "/recordings");
    EXPECT_TRUE(cloud.asked.empty());
}

TEST_F(Datasets, ARenameLeavesTheMarkInItsPlace) {
    const Marker marker{some_id, 0, "NONCENONCE123"};
    cloud.datasets = {{"dataset_1", "Anna", marked(marker, "old")}};
    const auto changed =
        call("PATCH", "/v1/datasets/dataset_1", R"({"name":"November","description":"new"})");
    EXPECT_EQ(json(changed)["description"], "new");
    EXPECT_EQ(cloud.datasets[0].name, "November");
    EXPECT_EQ(cloud.datasets[0].description, marked(marker, "new"));
}

TEST_F(Datasets, AreDeletedUnlessAJobAtWorkStandsOnThem) {
    EXPECT_EQ(call("DELETE", "/v1/datasets/dataset_1").status, 204);
    EXPECT_TRUE(asked("delete_dataset dataset_1"));
    cloud.asked.clear();
    desk.jobs = {job_at_work("dataset_1")};
    const auto refusal = call("DELETE", "/v1/datasets/dataset_1");
    expect_problem(refusal, 409, "in-use");
    EXPECT_NE(refusal.body.find("understudy cancel " + some_id), std::string::npos);
    EXPECT_FALSE(asked("delete_dataset dataset_1"));
    desk.jobs[0].job.state = Completed{};
    EXPECT_EQ(call("DELETE", "/v1/datasets/dataset_1").status, 204) << "a job at rest needs it no more";
}

TEST_F(Datasets, ThatTheCloudDoesNotKnowAreSaidToBeMissingByACheckAndHoldUpNoSubmission) {
    const std::string job = R"("name":"Anna","language":"en","dataset_id":"dataset_nope")";
    expect_problem(call("POST", "/v1/jobs", "{" + job + R"(,"check":true})"), 422, "invalid-field",
                   "/dataset_id");
    cloud.trouble = lost();
    EXPECT_EQ(call("POST", "/v1/jobs", "{" + job + R"(,"check":true})").status, 204) << "nobody can say";
    cloud.asked.clear();
    EXPECT_EQ(call("POST", "/v1/jobs", "{" + job + "}").status, 201);
    EXPECT_TRUE(cloud.asked.empty()) << "what is submitted does not wait for the cloud";
}

TEST_F(Datasets, WhatIsDeletedLeavesALineInTheLog) {
    std::vector<std::string> told;
    lasting.emplace(desk, rules, api::Lent{.cloud = &room, .tell = [&](const std::string& words, bool) {
                                               told.push_back(words);
                                           }});
    call("DELETE", "/v1/datasets/dataset_1");
    call("DELETE", "/v1/datasets/dataset_9");
    ASSERT_EQ(told.size(), 1u) << "of what was not there none is told";
    EXPECT_TRUE(told[0].starts_with("deleted by a holder of the token at ")) << told[0];
    EXPECT_TRUE(told[0].ends_with(": /v1/datasets/dataset_1")) << told[0];
}

TEST_F(Datasets, TheJobThatOneWasMadeForIsToldOfItsDeletion) {
    cloud.datasets = {{"dataset_1", "Anna", marked({some_id, 0, "NONCENONCE123"}, "")}};
    desk.view.job.dataset_id = "dataset_other";
    EXPECT_EQ(call("DELETE", "/v1/datasets/dataset_1").status, 204);
    EXPECT_FALSE(std::holds_alternative<DatasetDeletedCommand>(desk.asked)) << "it stands on another one";
    cloud.datasets = {{"dataset_1", "Anna", marked({some_id, 0, "NONCENONCE123"}, "")}};
    desk.view.job.dataset_id = "dataset_1";
    EXPECT_EQ(call("DELETE", "/v1/datasets/dataset_1").status, 204);
    EXPECT_TRUE(std::holds_alternative<DatasetDeletedCommand>(desk.asked));
    EXPECT_EQ(desk.job_id, some_id);
}

TEST_F(Datasets, AreNotDeletedFromUnderATrainingOfAnybodys) {
    cloud.fine_tunes[0].status = "training";
    expect_problem(call("DELETE", "/v1/datasets/dataset_1"), 409, "in-use");
    EXPECT_FALSE(asked("delete_dataset dataset_1"));
}

TEST_F(Datasets, WhatTheCloudSaysIsHandedOn) {
    cloud.trouble = refused();
    const auto refusal = call("GET", "/v1/datasets");
    expect_problem(refusal, 502, "cloud-refused");
    EXPECT_NE(refusal.body.find("Its words (HTTP 422): no"), std::string::npos) << refusal.body;
    cloud.trouble = lost();
    expect_problem(call("GET", "/v1/datasets"), 503, "cloud-unreachable");
}

TEST_F(Datasets, FilesAreListedWithTheirDigests) {
    cloud.files["dataset_1"].push_back({"file_2", "by-hand.wav", 5});
    EXPECT_EQ(json(call("GET", "/v1/datasets/dataset_1/files"))["data"], Json::parse(R"([
        {"id":"file_1","filename":"a.aaaaaaaaaaaa.wav","size":100,"digest":"aaaaaaaaaaaa"},
        {"id":"file_2","filename":"by-hand.wav","size":5,"digest":null}])"));
    EXPECT_EQ(call("DELETE", "/v1/datasets/dataset_1/files/file_2").status, 204);
    EXPECT_TRUE(asked("delete_file dataset_1 file_2"));
}

TEST_F(Datasets, OnlyWhatIsMissingIsSent) {
    desk.report.recordings = {recorded("a.wav", 'a'), recorded("b.wav", 'b')};
    const Json filled = json(add());
    EXPECT_EQ(filled["sent"], 1);
    EXPECT_EQ(filled["there"], 1);
    EXPECT_EQ(filled["left"], 0);
    EXPECT_TRUE(filled["stopped_by"].is_null());
    EXPECT_EQ(cloud.sent, std::vector<std::string>{"b.bbbbbbbbbbbb.wav"});
    EXPECT_EQ(recordings.opened, std::vector<std::string>{"/srv/b.wav"});
}

TEST_F(Datasets, TheFirstThatCannotBeSentEndsIt) {
    desk.report.recordings = {recorded("b.wav", 'b'), recorded("c.wav", 'c'), recorded("d.wav", 'd')};
    cloud.upload_trouble = lost();
    const Json filled = json(add());
    EXPECT_EQ(filled["sent"], 1);
    EXPECT_EQ(filled["left"], 2);
    EXPECT_EQ(filled["files"][1]["outcome"], "unknown");
    EXPECT_EQ(filled["files"][2]["outcome"], "not_sent");
    EXPECT_EQ(filled["stopped_by"]["type"], "/problems/cloud-outcome-unknown");
    EXPECT_EQ(cloud.sent.size(), 2u) << "nothing was sent twice";
}

TEST_F(Datasets, APauseOfUploadingCountsHereToo) {
    desk.report.recordings = {recorded("b.wav", 'b'), recorded("c.wav", 'c')};
    cloud.on_upload = [this] { desk.state.paused.uploading = true; };
    const Json filled = json(add());
    EXPECT_EQ(filled["sent"], 1);
    EXPECT_EQ(filled["stopped_by"]["type"], "/problems/paused");
    expect_problem(add(), 409, "paused");
    EXPECT_EQ(cloud.sent.size(), 1u);
}

TEST_F(Datasets, WhatIsNoRecordingIsRefusedBeforeAnythingIsSent) {
    desk.report.recordings = {recorded("b.wav", 'b'), recorded("c.wav", 'c')};
    desk.report.recordings[1].measurement->content = Content::not_audio;
    expect_problem(add(), 422, "format-not-accepted", "/recordings");
    desk.report.recordings[1].measurement.reset();
    expect_problem(add(), 422, "recording-unreadable", "/recordings");
    EXPECT_TRUE(cloud.sent.empty());
}

TEST_F(Datasets, ADatasetIsFilledByOneRequestAtATimeAndNotUnderAJob) {
    room.taken.insert("dataset_1");
    expect_problem(add(), 409, "in-use");
    expect_problem(call("DELETE", "/v1/datasets/dataset_1"), 409, "in-use");
    EXPECT_TRUE(room.taken.contains("dataset_1")) << "the other one's turn goes on";
    room.taken.clear();
    desk.jobs = {job_at_work("dataset_1")};
    expect_problem(add(), 409, "in-use");
    expect_problem(call("DELETE", "/v1/datasets/dataset_1/files/file_1"), 409, "in-use");
    EXPECT_TRUE(room.taken.empty());
}

TEST_F(Datasets, AreNotComparedWithAPartOfAJobsRecordings) {
    desk.report.recordings = {recorded("a.wav", 'a'), recorded("b.wav", 'b')};
    desk.report.recordings[1].measurement.reset();
    const auto busy = call("GET", "/v1/jobs/" + some_id + "/datasets");
    expect_problem(busy, 409, "busy");
    EXPECT_NE(busy.body.find("Preflight is not done yet"), std::string::npos);
    EXPECT_EQ(busy.headers.find("Retry-After"), "5");
    EXPECT_TRUE(cloud.asked.empty());
    desk.report.recordings = {Recording()};  // on a dataset that somebody named nothing is measured
    EXPECT_EQ(call("GET", "/v1/jobs/" + some_id + "/datasets").status, 200);
}

TEST_F(Datasets, ThoseThatHoldAJobsRecordingsAreToldTheFullestFirst) {
    desk.report.recordings = {recorded("a.wav", 'a'), recorded("b.wav", 'b')};
    cloud.datasets = {{"dataset_1", "Half", ""},
                      {"dataset_2", "Mixed", ""},
                      {"dataset_3", "Whole", ""},
                      {"dataset_4", "Other", ""}};
    const CloudFile a{"f1", "a.aaaaaaaaaaaa.wav", 100}, b{"f2", "b.bbbbbbbbbbbb.wav", 100},
        x{"f3", "x.wav", 9};
    cloud.files = {{"dataset_1", {a}}, {"dataset_2", {a, b, x}}, {"dataset_3", {a, b}}, {"dataset_4", {x}}};
    const Json found = json(call("GET", "/v1/jobs/" + some_id + "/datasets"))["data"];
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0]["id"], "dataset_3");
    EXPECT_EQ(found[0]["reuse"], "as-it-is");
    EXPECT_EQ(found[1]["id"], "dataset_2");
    EXPECT_EQ(found[1]["reuse"], "holds-others");
    EXPECT_EQ(found[2]["reuse"], "add-the-rest");
    EXPECT_EQ(found[2]["files_held"], 1);
    EXPECT_EQ(found[2]["files_wanted"], 2);
}

}  // namespace
}  // namespace understudy::test
