#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

class Asked : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    ExitCode cli(std::vector<std::string> arguments) { return run_cli(world, script, std::move(arguments)); }
    nlohmann::json document() { return nlohmann::json::parse(world.output); }
};

std::string page(const std::string& data, const std::string& next = "null") {
    return R"({"data":[)" + data + R"(],"next_cursor":)" + next + "}";
}

TEST_F(Asked, TheListIsATableWithWholeIds) {
    script.answers = {answer(200, page(job_json("draft") + "," + job_json("training", "", berta)))};
    EXPECT_EQ(cli({"list", "--state", "draft,failed"}), ExitCode::done);
    EXPECT_EQ(script.requests[0].target, "/v1/jobs?limit=50&state=draft,failed");
    EXPECT_TRUE(contains(world.output, anna) && contains(world.output, berta));
}

TEST_F(Asked, TheListIsOfThoseThatFitAllThatIsAskedFor) {
    script.answers = {answer(200, page(""))};
    EXPECT_EQ(cli({"list", "--name", "An na", "--label", "room=a", "--label", "take=b=c", "--updated-since",
                   "2026-11-23T05:43:18+01:00"}),
              ExitCode::done);
    EXPECT_EQ(script.requests[0].target,
              "/v1/jobs?limit=50&name=An%20na&updated_since=2026-11-23T05%3A43%3A18%2B01%3A00&label=room%3Da&"
              "label=take%3Db%3Dc");
    EXPECT_TRUE(contains(world.output, "No such jobs"));
}

TEST_F(Asked, TheListFollowsTheCursorUpToItsLimit) {
    script.answers = {answer(200, page(job_json("draft"), R"("2")")),
                      answer(200, page(job_json("draft", "", berta), R"("3")"))};
    EXPECT_EQ(cli({"list", "--limit", "2", "--json"}), ExitCode::done);
    EXPECT_EQ(script.requests.at(1).target, "/v1/jobs?limit=1&cursor=2");
    EXPECT_EQ(document()["data"].size(), 2u);
    EXPECT_EQ(document()["next_cursor"], "3");
}

TEST_F(Asked, AListThatIsCutSaysSoBesideTheTable) {
    script.answers = {answer(200, page(job_json("draft"), R"("2")"))};
    EXPECT_EQ(cli({"list", "--limit", "1"}), ExitCode::done);
    EXPECT_TRUE(contains(world.errors, "--limit"));
}

TEST_F(Asked, AnEmptyListIsSaidInWordsAndIsStillADocument) {
    script.answers = {answer(200, page("")), answer(200, page(""))};
    EXPECT_EQ(cli({"list"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "No jobs yet"));
    world.output.clear();
    EXPECT_EQ(cli({"list", "--json"}), ExitCode::done);
    EXPECT_EQ(document(), nlohmann::json::parse(R"({"data":[],"next_cursor":null})"));
}

TEST_F(Asked, ShowPrintsTheDaemonsOwnDocumentWithJson) {
    script.answers = {job("draft", R"(,"later":{"x":1})")};
    EXPECT_EQ(cli({"show", anna, "--json"}), ExitCode::done);
    EXPECT_EQ(document()["later"]["x"], 1);
}

TEST_F(Asked, NamesFromTheDaemonCannotSteerTheTerminal) {
    const std::string hostile = R"({"id":")" + std::string(anna) +
                                R"(","state":"completed","name":"\u001b]0;x\u0007\u009b31m","voices":[
        {"id":"v\n1","name":"\u202egnp"}],"error":{"title":"a\u001bb"},"labels":{"\u001bk":"\u001bv"}})";
    for (const char* command : {"show", "voices", "cancel", "watch"}) {
        script.answers = {answer(200, hostile)};
        EXPECT_EQ(cli({command, anna}), ExitCode::done);
    }
    script.answers = {answer(200, page(hostile))};
    EXPECT_EQ(cli({"list"}), ExitCode::done);
    for (const char* bad : {"\x1b", "\x07", "\xC2\x9B", "\xE2\x80\xAE"})
        EXPECT_FALSE(contains(world.output, bad));
}

TEST_F(Asked, VoicesAreLinesOrOneArray) {
    const std::string voices = R"(,"voices":[{"id":"v1","name":"Anna 1"},{"id":"v2","name":"Anna 2"}])";
    script.answers = {job("completed", voices), job("completed", voices), job("training")};
    EXPECT_EQ(cli({"voices", anna}), ExitCode::done);
    EXPECT_EQ(world.output, "v1  Anna 1\nv2  Anna 2\n");
    world.output.clear();
    EXPECT_EQ(cli({"voices", anna, "--json"}), ExitCode::done);
    EXPECT_EQ(document()[1]["id"], "v2");
    EXPECT_EQ(cli({"voices", anna}), ExitCode::done);
    EXPECT_TRUE(contains(world.errors, "No voices yet"));
}

TEST_F(Asked, ExplainIsFieldsOrTheDocument) {
    const std::string why =
        R"({"why":"It waits for credits.","next":"It tries again","next_at":"2026-11-23T05:43:18Z"})";
    script.answers = {answer(200, why), answer(200, why)};
    EXPECT_EQ(cli({"explain", anna}), ExitCode::done);
    EXPECT_EQ(world.output,
              "why: It waits for credits.\nnext: It tries again\nnext at: 2026-11-23T05:43:18Z\n");
    world.output.clear();
    EXPECT_EQ(cli({"explain", anna, "--json"}), ExitCode::done);
    EXPECT_EQ(document()["why"], "It waits for credits.");
}

TEST_F(Asked, EventsOfAllPagesAreOneDocument) {
    const auto event = [](int id) {
        return R"({"id":)" + std::to_string(id) +
               R"(,"at":"2026-11-23T05:43:18.000042Z","type":"state_changed","job_id":"j","state":"training","cause":"paid\u001b","data":{"fine_tune_id":"ft"}})";
    };
    for (int run = 0; run < 2; ++run) {
        script.answers.push_back(answer(200, page(event(1), R"("n")")));
        script.answers.push_back(answer(200, page(event(2))));
    }
    EXPECT_EQ(cli({"events", anna, "--json"}), ExitCode::done);
    EXPECT_EQ(document()["data"].size(), 2u);
    world.output.clear();
    EXPECT_EQ(cli({"events", anna}), ExitCode::done);
    EXPECT_TRUE(contains(
        world.output, "2026-11-23T05:43:18Z  state_changed  paid\\x1b  state=training  fine_tune_id=ft\n"));
}

TEST_F(Asked, EventsOfAllJobsAreTheNewestWithTheJobThatEachIsOf) {
    const std::string event = R"({"id":7,"at":"2026-11-23T05:43:18Z","type":"held","job_id":")" +
                              std::string(anna) + R"(","state":"draft","cause":"asked to hold"})";
    script.answers = {answer(200, page(event)), answer(200, page(event)), answer(200, page(""))};
    EXPECT_EQ(cli({"events"}), ExitCode::done);
    EXPECT_EQ(world.output,
              "2026-11-23T05:43:18Z  " + std::string(anna) + "  held  asked to hold  state=draft\n");
    EXPECT_EQ(cli({"events", anna, "--last", "3"}), ExitCode::done);
    EXPECT_EQ(cli({"events"}), ExitCode::done);
    EXPECT_EQ(script.requests[0].target, "/v1/events?last=50");
    EXPECT_EQ(script.requests[1].target, "/v1/jobs/" + std::string(anna) + "/events?last=3");
    EXPECT_TRUE(contains(world.output, "Nothing has happened yet"));
}

TEST_F(Asked, TheFirstEventsOfAllJobsAreThoseThatTheLimitNames) {
    script.answers = {answer(200, R"({"data":[],"next_cursor":null})")};
    EXPECT_EQ(cli({"events", "--limit", "3"}), ExitCode::done) << world.errors;
    EXPECT_EQ(script.requests[0].target, "/v1/events?limit=3");
}

TEST_F(Asked, EventsTakeNothingThatContradictsItself) {
    for (const std::vector<std::string>& more : {std::vector<std::string>{"--since", "3"},
                                                 {anna, "--limit", "3", "--last", "3"},
                                                 {"--follow", "--last", "3"},
                                                 {anna, "--follow", "--limit", "3"},
                                                 {"--follow", "--since", "-1"}}) {
        std::vector<std::string> words{"events"};
        words.insert(words.end(), more.begin(), more.end());
        EXPECT_EQ(cli(words), ExitCode::usage) << more.back();
    }
    EXPECT_TRUE(script.requests.empty());
}

TEST_F(Asked, TheVersionNeedsNoDaemon) {
    EXPECT_EQ(cli({"version", "--json"}), ExitCode::done);
    EXPECT_TRUE(document().contains("version"));
    EXPECT_TRUE(script.requests.empty());
}

}  // namespace
}  // namespace understudy::cli
