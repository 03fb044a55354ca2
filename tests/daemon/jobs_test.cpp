#include "caller.hpp"

namespace understudy::test {
namespace {

using Jobs = ApiTest;

Time at(long long us) { return Time{Duration{us}}; }

TEST_F(Jobs, ASubmissionReachesTheDeskWholeAndIsAnsweredWithItsPlace) {
    desk.ignored = {"/srv/a/notes.txt"};
    const auto response = call("POST", "/v1/jobs", R"({"name":"Anna","language":"en","recordings":["/srv/a"],
        "description":"warm","model_id":"sonic-3","start":true,"max_attempts":5,"labels":{"who":"anna"}})");
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.headers.find("Location"), "/v1/jobs/" + some_id);
    EXPECT_EQ(json(response)["ignored"], Json({"/srv/a/notes.txt"}));
    Submission expected;
    expected.spec = {"Anna", "warm", "en", "sonic-3", 5, {{"who", "anna"}}, {"/srv/a"}};
    expected.start = true;
    EXPECT_EQ(desk.submission.spec, expected.spec);
    EXPECT_TRUE(desk.submission.start);
    EXPECT_FALSE(desk.key);
}

TEST_F(Jobs, ASubmissionThatIsOnlyCheckedMakesNothing) {
    const std::string good = R"({"name":"Anna","language":"en","recordings":["/not/there/yet"],"check":true)";
    EXPECT_EQ(call("POST", "/v1/jobs", good + "}").status, 204);
    expect_problem(call("POST", "/v1/jobs", good + R"(,"model_id":"nope"})"), 422, "invalid-field",
                   "/model_id");
    expect_problem(
        call("POST", "/v1/jobs", R"({"name":"A","language":"spanish","recordings":["/a"],"check":true})"),
        422, "invalid-field", "/language");
    EXPECT_EQ(desk.calls, 0);
    call("POST", "/v1/jobs", R"({"name":"Anna","language":"en","recordings":["/a"],"check":false})");
    EXPECT_EQ(desk.calls, 1);
}

TEST_F(Jobs, WhatASubmissionLeavesOutIsLeftToTheDesk) {
    call("POST", "/v1/jobs", R"({"name":"Anna","language":"en","dataset_id":"d1","model_id":null})");
    EXPECT_EQ(desk.submission.dataset_id, "d1");
    EXPECT_EQ(desk.submission.spec.max_attempts, 0);
    EXPECT_EQ(desk.submission.spec.model_id, "");
    EXPECT_FALSE(desk.submission.start);
}

TEST_F(Jobs, AnIdempotencyKeyComesWithTheFingerprintOfTheRequest) {
    desk.replayed = true;
    const auto response = call("POST", "/v1/jobs", R"({"name":"Anna"})", {{"Idempotency-Key", "order 7"}});
    ASSERT_TRUE(desk.key);
    EXPECT_EQ(desk.key->key, "order 7");
    EXPECT_EQ(desk.key->fingerprint, "db5e653b409cb7748d5214adf668ee3181576fdb24c8a516cc48e9a58fa76b1b");
    EXPECT_EQ(response.headers.find("Idempotency-Replayed"), "true");
}

TEST_F(Jobs, AnIdempotencyKeyOfNoUseIsRefused) {
    for (const std::string& key : {std::string(), std::string(256, 'k'), std::string("a\tb")})
        expect_problem(call("POST", "/v1/jobs", R"({"name":"A"})", {{"Idempotency-Key", key}}), 400,
                       "invalid-header", "Idempotency-Key");
    EXPECT_EQ(desk.calls, 0);
}

TEST_F(Jobs, ARefusalOfTheDeskIsAProblemDocument) {
    desk.refusal = Problem{422, "recording-outside-roots", "Outside the roots", "Move it.", "/recordings/0"};
    expect_problem(call("POST", "/v1/jobs", R"({"name":"A"})"), 422, "recording-outside-roots",
                   "/recordings/0");
}

TEST_F(Jobs, AJobReadsAsTheDesignSays) {
    Job& job = desk.view.job;
    job.spec = {"Anna", "warm", "en", "sonic-3", 3, {{"who", "anna"}}, {"/srv/a"}};
    job.state = Failed{false, at(2'000'000), seconds{300}, {}};
    job.hold = Hold{HoldReason::funds, at(1'000'000), "credits"};
    job.error = JobError{"http_402", "Payment Required", "out of credits", 402, "req_1", at(0)};
    job.dataset_id = "d1";
    job.attempt = 1;
    job.tally = {10, 10, 4, 1'000, 400, 0};
    desk.view.bytes_in_flight = 50;
    const Json expected =
        Json::parse(R"({"id":"job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC","name":"Anna","description":"warm",
        "language":"en","model_id":"sonic-3","accent":null,"state":"failed","attempt":1,"max_attempts":3,
        "retry_at":"1970-01-01T00:00:02.000000Z",
        "hold":{"reason":"funds","since":"1970-01-01T00:00:01.000000Z","needs":"credits"},
        "recordings":["/srv/a"],"dataset_id":"d1","deleted_dataset_id":null,"fine_tune_id":null,"voices":[],
        "progress":{"files_total":10,"files_measured":10,"files_done":4,"bytes_total":1000,"bytes_sent":450},"preflight":null,
        "error":{"type":"http_402","title":"Payment Required","detail":"out of credits","http_status":402,
                 "request_id":"req_1","at":"1970-01-01T00:00:00.000000Z"},
        "labels":{"who":"anna"},"priority":0,"parent_id":null,
        "created_at":"1970-01-01T00:00:00.000000Z","updated_at":"1970-01-01T00:00:00.000000Z"})");
    EXPECT_EQ(json(call("GET", "/v1/jobs/" + some_id)), expected);
    EXPECT_EQ(desk.job_id, some_id);
}

TEST_F(Jobs, ACompletedJobShowsItsFineTuneAndVoices) {
    desk.view.job.state = Completed{"ft_1", {{"v1", "Anna 1"}, {"v2", "Anna 2"}}};
    const Json job = json(call("GET", "/v1/jobs/" + some_id));
    EXPECT_EQ(job["fine_tune_id"], "ft_1");
    EXPECT_EQ(job["voices"], Json::parse(R"([{"id":"v1","name":"Anna 1"},{"id":"v2","name":"Anna 2"}])"));
    EXPECT_EQ(job["hold"], nullptr);
    EXPECT_EQ(job["error"], nullptr);
}

TEST_F(Jobs, AFileNameThatIsNotUtf8IsStillShown) {
    desk.view.job.spec.paths = {
        "/srv/gr\xfc\xdf"
        "e.wav"};
    EXPECT_EQ(json(call("GET", "/v1/jobs/" + some_id))["recordings"].size(), 1u);
}

TEST_F(Jobs, AJobThatHasNotChangedIsNotSentAgain) {
    const auto first = call("GET", "/v1/jobs/" + some_id);
    const std::string tag(first.headers.find("ETag").value());
    const auto same = call("GET", "/v1/jobs/" + some_id, "", {{"If-None-Match", tag}});
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.body, "");
    desk.view.bytes_in_flight += 1;
    EXPECT_EQ(call("GET", "/v1/jobs/" + some_id, "", {{"If-None-Match", tag}}).status, 200);
    desk.view.job.revision += 1;
    EXPECT_NE(call("GET", "/v1/jobs/" + some_id).headers.find("ETag"), tag);
}

TEST_F(Jobs, AJobThatIsAsItWasShownIsShownAgainAtOnce) {
    lasting.emplace(desk, rules);
    desk.at_once = edition_of(desk.view);
    const auto first = call("GET", "/v1/jobs/" + some_id);
    const auto again = call("GET", "/v1/jobs/" + some_id);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.headers.find("ETag"), first.headers.find("ETag"));
    EXPECT_EQ(again.headers.find("Content-Type"), "application/json");
    EXPECT_EQ(desk.calls, 1);
}

TEST_F(Jobs, AJobThatChangedOrMayBeChangingIsLookedAtAnew) {
    lasting.emplace(desk, rules);
    desk.at_once = edition_of(desk.view);
    call("GET", "/v1/jobs/" + some_id);
    desk.view.job.spec.name = "Berta";
    desk.view.job.revision += 1;
    desk.at_once = edition_of(desk.view);
    EXPECT_EQ(json(call("GET", "/v1/jobs/" + some_id))["name"], "Berta");
    desk.view.job.spec.name = "Clara";  // not durable yet: of no edition
    desk.at_once = std::nullopt;
    EXPECT_EQ(json(call("GET", "/v1/jobs/" + some_id))["name"], "Clara");
    desk.at_once = edition_of(desk.view);
    EXPECT_EQ(json(call("GET", "/v1/jobs/" + some_id))["name"], "Berta") << "as it was shown in this edition";
}

TEST_F(Jobs, WhatIsShownWithoutItsFilesForOnceIsNotShownSoAgain) {
    lasting.emplace(desk, rules);
    desk.view.job.preflight.emplace();
    desk.at_once = edition_of(desk.view);
    call("GET", "/v1/jobs/" + some_id);
    desk.view.files = std::make_shared<const std::vector<FileBrief>>(1);
    EXPECT_EQ(json(call("GET", "/v1/jobs/" + some_id))["preflight"]["files"].size(), 1u);
}

TEST_F(Jobs, WhoHasAnEditionAlreadyIsToldSoWithoutALook) {
    desk.at_once = edition_of(desk.view);
    const auto answer = call("GET", "/v1/jobs/" + some_id, "", {{"If-None-Match", "\"0-0-0\""}});
    EXPECT_EQ(answer.status, 304);
    EXPECT_EQ(desk.calls, 0);
}

TEST_F(Jobs, WhoLooksAtJobsIsToldThatAllOfThemArePaused) {
    EXPECT_FALSE(call("GET", "/v1/jobs").headers.find("Understudy-Paused"));
    desk.state.paused = {true, false};
    EXPECT_EQ(call("GET", "/v1/jobs").headers.find("Understudy-Paused"), "spending");
    desk.state.paused = {true, true};
    for (const char* path : {"/v1/jobs", "/v1/jobs/job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC"})
        EXPECT_EQ(call("GET", path).headers.find("Understudy-Paused"), "spending, uploading");
    EXPECT_EQ(call("POST", "/v1/jobs", R"({"name":"A"})").headers.find("Understudy-Paused"),
              "spending, uploading");
    EXPECT_FALSE(call("GET", "/openapi.json").headers.find("Understudy-Paused"));
}

TEST_F(Jobs, AnEditCarriesOnlyWhatItNames) {
    EXPECT_EQ(call("PATCH", "/v1/jobs/" + some_id, R"({"name":"Anne","recordings":["/srv/b"]})").status, 200);
    const auto& edit = std::get<EditCommand>(desk.asked);
    EXPECT_EQ(edit.name, "Anne");
    EXPECT_EQ(edit.paths, std::vector<std::string>{"/srv/b"});
    EXPECT_FALSE(edit.description || edit.language || edit.model_id || edit.max_attempts || edit.labels);
    expect_problem(call("PATCH", "/v1/jobs/" + some_id, R"({"name":null})"), 422, "invalid-field", "/name");
    expect_problem(call("PATCH", "/v1/jobs/" + some_id, R"({"state":"completed"})"), 422, "invalid-field",
                   "/state");
}

TEST_F(Jobs, ADeletedJobIsAnsweredWithNothing) {
    const auto response = call("DELETE", "/v1/jobs/" + some_id);
    EXPECT_EQ(response.status, 204);
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(desk.job_id, some_id);
}

TEST_F(Jobs, ExplainSaysWhyAndWhatIsNext) {
    desk.explanation = {"The training failed.", "A new one starts by itself.", at(5'000'000), ""};
    desk.explanation.state = "failed", desk.explanation.waits_for = WaitsFor::time;
    desk.explanation.if_canceled = "Nothing is paid.", desk.explanation.attempts_left = 2;
    desk.explanation.queue_position = Position{3, 7};
    EXPECT_EQ(json(call("GET", "/v1/jobs/" + some_id + "/explain")),
              Json::parse(R"({"job_id":"job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC","state":"failed","step":null,
              "waits_for":"time","why":"The training failed.","next":"A new one starts by itself.",
              "next_at":"1970-01-01T00:00:05.000000Z","needs":null,"if_canceled":"Nothing is paid.",
              "attempts_left":2,"queue_position":3,"queue_length":7,"reuse":null})"));
}

}  // namespace
}  // namespace understudy::test
