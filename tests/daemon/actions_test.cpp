#include <set>

#include "caller.hpp"

namespace understudy::test {
namespace {

class Actions : public ApiTest {
  protected:
    std::string path(const std::string& action) { return "/v1/jobs/" + some_id + "/" + action; }
};

TEST_F(Actions, EachActionAsksTheDeskForItsCommand) {
    EXPECT_EQ(call("POST", path("start")).status, 200);
    EXPECT_TRUE(std::holds_alternative<StartCommand>(desk.asked));
    EXPECT_EQ(call("POST", path("cancel")).status, 200);
    EXPECT_TRUE(std::holds_alternative<CancelCommand>(desk.asked));
    EXPECT_EQ(call("POST", path("retry"), "{}").status, 200);
    EXPECT_TRUE(std::holds_alternative<RetryCommand>(desk.asked));
    EXPECT_EQ(call("POST", path("hold")).status, 200);
    EXPECT_TRUE(std::holds_alternative<HoldCommand>(desk.asked));
    const auto response = call("POST", path("release"));
    EXPECT_TRUE(std::holds_alternative<ReleaseCommand>(desk.asked));
    EXPECT_EQ(json(response)["id"], some_id);
    EXPECT_EQ(desk.job_id, some_id);
}

TEST_F(Actions, EachActionIsDoneOnceForEachIdempotencyKey) {
    for (const char* action : {"start", "cancel", "retry", "hold", "release", "resolve"}) {
        const bool resolves = std::string(action) == "resolve";
        const char* body = resolves ? R"({"outcome":"void","reason":"nothing there"})" : "";
        desk.key.reset();
        desk.replayed = false;
        const auto first = call("POST", path(action), body, {{"Idempotency-Key", "order 7"}});
        ASSERT_TRUE(desk.key) << action;
        EXPECT_EQ(desk.key->key, "order 7");
        EXPECT_EQ(first.status, 200);
        EXPECT_FALSE(first.headers.find("Idempotency-Replayed"));
        desk.replayed = true;
        const auto again = call("POST", path(action), body, {{"Idempotency-Key", "order 7"}});
        EXPECT_EQ(again.headers.find("Idempotency-Replayed"), "true") << action;
        EXPECT_TRUE(again.headers.find("ETag"));
    }
    expect_problem(call("POST", path("start"), "", {{"Idempotency-Key", ""}}), 400, "invalid-header",
                   "Idempotency-Key");
}

TEST_F(Actions, AKeysFingerprintIsThatOfTheWholeRequest) {
    std::set<std::string> fingerprints;
    const auto print = [&](const std::string& action, const char* body) {
        call("POST", path(action), body, {{"Idempotency-Key", "k"}});
        fingerprints.insert(desk.key ? desk.key->fingerprint : "none");
    };
    print("start", "");
    print("start", "");
    print("start", R"({"override_preflight":"why not"})");
    print("hold", "");
    EXPECT_EQ(fingerprints.size(), 3u);
}

TEST_F(Actions, AnActionTakesNoMembers) {
    expect_problem(call("POST", path("cancel"), R"({"force":true})"), 422, "invalid-field", "/force");
    expect_problem(call("POST", path("hold"), "[]"), 422, "invalid-field");
    expect_problem(call("POST", path("retry"), "{"), 400, "malformed-json");
    EXPECT_EQ(desk.calls, 0);
}

TEST_F(Actions, StartTakesAReasonToOverrulePreflight) {
    call("POST", path("start"), R"({"override_preflight":"it is a test"})");
    EXPECT_EQ(std::get<StartCommand>(desk.asked).override_preflight, "it is a test");
    expect_problem(call("POST", path("start"), R"({"override_preflight":""})"), 422, "invalid-field",
                   "/override_preflight");
    expect_problem(call("POST", path("start"), R"({"override_preflight":true})"), 422, "invalid-field",
                   "/override_preflight");
}

TEST_F(Actions, ResolveAdoptsANamedFineTuneOrVoids) {
    call("POST", path("resolve"),
         R"({"outcome":"adopt","fine_tune_id":"ft_1","reason":"seen in the playground"})");
    const auto& adopt = std::get<ResolveCommand>(desk.asked);
    EXPECT_TRUE(adopt.adopt);
    EXPECT_EQ(adopt.fine_tune_id, "ft_1");
    EXPECT_EQ(adopt.reason, "seen in the playground");
    call("POST", path("resolve"), R"({"outcome":"void","reason":"nothing there"})");
    EXPECT_FALSE(std::get<ResolveCommand>(desk.asked).adopt);
}

TEST_F(Actions, AResolutionThatDoesNotSayAllIsRefusedByTheMemberItLacks) {
    const auto resolve = [&](const char* body) { return call("POST", path("resolve"), body); };
    expect_problem(resolve("{}"), 422, "invalid-field", "/outcome");
    expect_problem(resolve(R"({"outcome":"maybe","reason":"r"})"), 422, "invalid-field", "/outcome");
    expect_problem(resolve(R"({"outcome":"adopt","reason":"r"})"), 422, "invalid-field", "/fine_tune_id");
    expect_problem(resolve(R"({"outcome":"void","fine_tune_id":"f","reason":"r"})"), 422, "invalid-field",
                   "/fine_tune_id");
    expect_problem(resolve(R"({"outcome":"void"})"), 422, "invalid-field", "/reason");
    EXPECT_EQ(desk.calls, 0);
}

TEST_F(Actions, AStateThatForbidsItIsAConflict) {
    desk.refusal = Problem{409, "state-forbids", "Not in this state", "The job is completed.", ""};
    expect_problem(call("POST", path("cancel")), 409, "state-forbids");
}

TEST_F(Actions, PreflightAnswersWithFindingsAndFiles) {
    Recording heard;
    heard.file.path = "/srv/a/1.wav";
    heard.file.identity.size = 1'600;
    heard.measurement = Measurement{1'500'000, "wav", "pcm_s16le", 8'000, 1, "ab", "cd"};
    Recording unread = heard;
    unread.file.path = "/srv/a/2.wav";
    unread.measurement = Measurement{};
    unread.measurement->content = Content::unreadable;
    desk.report.recordings = {heard, unread};
    desk.report.preflight = understudy::preflight(desk.report.recordings, {});
    desk.report.ignored = {"/srv/a/x.txt"};
    const Json report = json(call("POST", "/v1/preflight", R"({"recordings":["/srv/a"]})"));
    EXPECT_EQ(desk.paths, std::vector<std::string>{"/srv/a"});
    EXPECT_EQ(report["verdict"], "block");
    EXPECT_EQ(report["duration_s"], 1.5);
    EXPECT_EQ(report["reasons"][0]["reason"], "too_short");
    EXPECT_EQ(report["files"][0]["verdict"], "warn");
    EXPECT_EQ(report["files"][0]["findings"][0]["reason"], "low_bandwidth");
    EXPECT_EQ(report["files"][0]["codec"], "pcm_s16le");
    EXPECT_EQ(report["files"][0]["duration_s"], 1.5);
    EXPECT_EQ(report["files"][1]["verdict"], "block");
    EXPECT_EQ(report["ignored"][0], "/srv/a/x.txt");
    EXPECT_EQ(report["files_total"], 2);
    EXPECT_EQ(report["files_measured"], 2);
    EXPECT_EQ(json(call("GET", path("preflight"))), report);
}

TEST_F(Actions, AReportOnWhatIsNotWhollyMeasuredHasNoVerdictYet) {
    Recording unheard;
    unheard.file.path = "/srv/a/2.wav";
    desk.report.recordings = {unheard};
    desk.report.preflight = understudy::preflight(desk.report.recordings, {});
    const Json report = json(call("GET", path("preflight")));
    EXPECT_EQ(report["verdict"], nullptr);
    EXPECT_EQ(report["files_measured"], 0);
    EXPECT_EQ(report["files"][0]["verdict"], nullptr);
}

TEST_F(Actions, AReportsCurvesAreLeftOutOnRequest) {
    Recording heard;
    heard.measurement = Measurement{1'500'000, "wav", "pcm_s16le", 48'000, 1, "ab", "cd"};
    heard.measurement->meters = meters_version;
    heard.measurement->sound.sample_peak_dbfs = -3.456;
    heard.measurement->sound.loudness_lufs = {-23.04F, -70};
    heard.measurement->sound.histogram = {1, 2};
    for (int i = 0; i < 40; ++i) desk.report.recordings.push_back(heard);
    desk.report.preflight = understudy::preflight(desk.report.recordings, {});
    const Json whole = json(call("GET", path("preflight")));
    EXPECT_TRUE(desk.whole);
    ASSERT_EQ(whole["files"].size(), 40u);
    EXPECT_EQ(whole["files"][39]["sound"]["sample_peak_dbfs"], -3.46);
    EXPECT_EQ(whole["files"][39]["sound"]["curves"]["loudness_lufs"], Json::parse("[-23.0,-70.0]"));
    EXPECT_EQ(whole["files"][39]["sound"]["histogram"], Json::parse("[1,2]"));
    const Json brief = json(call("GET", path("preflight?brief=1")));
    EXPECT_FALSE(desk.whole);
    EXPECT_FALSE(brief["files"][0]["sound"].contains("curves"));
    expect_problem(call("GET", path("preflight?brief=yes")), 400, "invalid-parameter", "?brief");
}

TEST_F(Actions, PreflightIsAnsweredLaterWhereTheClientPrefersThat) {
    desk.run = {"preflight_01J9ZQ3V5N8RKX4T7M2W6Y0ABC", 4, 1, nullptr};
    const auto begun =
        call("POST", "/v1/preflight", R"({"recordings":["/srv/a"]})", {{"Prefer", "respond-async"}});
    EXPECT_EQ(begun.status, 202);
    EXPECT_EQ(begun.headers.find("Location"), "/v1/preflight/preflight_01J9ZQ3V5N8RKX4T7M2W6Y0ABC");
    EXPECT_EQ(begun.headers.find("Preference-Applied"), "respond-async");
    const std::string location(*begun.headers.find("Location"));
    const Json under_way = json(call("GET", location));
    EXPECT_EQ(under_way["state"], "measuring");
    EXPECT_EQ(under_way["files_measured"], 1);
    EXPECT_FALSE(under_way.contains("verdict"));
    desk.run.report = std::make_shared<const PreflightReport>();
    const Json done = json(call("GET", location));
    EXPECT_EQ(done["state"], "done");
    EXPECT_TRUE(done.contains("verdict") && done["files"].is_array());
    EXPECT_EQ(call("DELETE", location).status, 204);
    EXPECT_EQ(desk.job_id, desk.run.id);
    expect_problem(call("GET", "/v1/preflight/job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC"), 404, "preflight-not-found");
}

TEST_F(Actions, WhoOverrulesPreflightIsNamed) {
    static_cast<void>(call("POST", path("start"), R"({"override_preflight":"it is a test tone"})"));
    const auto& start = std::get<StartCommand>(desk.asked);
    EXPECT_EQ(start.override_preflight, "it is a test tone");
    EXPECT_TRUE(start.by.starts_with("a holder of the token")) << start.by;
}

TEST_F(Actions, AJobCarriesItsJudgementAndAloneItsFiles) {
    desk.view.job.preflight =
        JobPreflight{FileVerdict::warn,
                     61'200'000,
                     40'000'000,
                     {{FileVerdict::warn, "clipped", "a.wav is clipped", "again", "/a.wav", 1}},
                     {},
                     meters_version};
    desk.view.files = std::make_shared<const std::vector<FileBrief>>(
        std::vector<FileBrief>{{"/a.wav", FileVerdict::warn, 61'200'000, {"clipped"}}});
    const Json job = json(call("GET", "/v1/jobs/" + some_id));
    EXPECT_EQ(job["preflight"], Json::parse(R"({"verdict":"warn","duration_s":61.2,"speech_s":40.0,
        "reasons":[{"verdict":"warn","reason":"clipped","detail":"a.wav is clipped","cure":"again","path":"/a.wav","files":1}],
        "files":[{"path":"/a.wav","verdict":"warn","duration_s":61.2,"reasons":["clipped"]}]})"));
    desk.view.files = nullptr;
    EXPECT_FALSE(json(call("GET", "/v1/jobs/" + some_id))["preflight"].contains("files"));
    desk.view.job.preflight.reset();
    EXPECT_EQ(json(call("GET", "/v1/jobs/" + some_id))["preflight"], nullptr);
}

TEST_F(Actions, PreflightWantsAList) {
    expect_problem(call("POST", "/v1/preflight", "{}"), 422, "invalid-field", "/recordings");
    expect_problem(call("POST", "/v1/preflight", R"({"recordings":[]})"), 422, "invalid-field",
                   "/recordings");
    expect_problem(call("POST", "/v1/preflight", R"({"recordings":["/a",2]})"), 422, "invalid-field",
                   "/recordings/1");
}

}  // namespace
}  // namespace understudy::test
