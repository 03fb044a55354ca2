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
    heard.measurement =
        Measurement{FileVerdict::pass, "", "", 1'500'000, "wav", "pcm_s16le", 8'000, 1, "ab", "cd"};
    Recording unheard;
    unheard.file.path = "/srv/a/2.wav";
    desk.report = {
        {FileVerdict::block, 1'500'000, {{FileVerdict::block, "too_short", "1.5 s of 30 min", ""}}},
        {heard, unheard},
        {"/srv/a/x.txt"}};
    const Json report = json(call("POST", "/v1/preflight", R"({"recordings":["/srv/a"]})"));
    EXPECT_EQ(desk.paths, std::vector<std::string>{"/srv/a"});
    EXPECT_EQ(report["verdict"], "block");
    EXPECT_EQ(report["duration_s"], 1.5);
    EXPECT_EQ(report["reasons"][0]["reason"], "too_short");
    EXPECT_EQ(report["files"][0]["codec"], "pcm_s16le");
    EXPECT_EQ(report["files"][0]["duration_s"], 1.5);
    EXPECT_EQ(report["files"][1]["verdict"], nullptr);
    EXPECT_EQ(report["ignored"][0], "/srv/a/x.txt");
    EXPECT_EQ(json(call("GET", path("preflight"))), report);
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
