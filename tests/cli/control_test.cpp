#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

class Steering : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    ExitCode cli(std::vector<std::string> arguments) { return run_cli(world, script, std::move(arguments)); }
    std::string asked(std::size_t request) {
        return script.requests.at(request).method + " " + script.requests.at(request).target;
    }
    std::string path(const std::string& below = "") { return std::string("/v1/jobs/") + anna + below; }
};

TEST_F(Steering, CancelHoldAndReleaseArePostedAndTheJobIsShown) {
    script.answers = {job("canceled")};
    EXPECT_EQ(cli({"cancel", anna}), ExitCode::done);
    EXPECT_EQ(asked(0), "POST " + path("/cancel"));
    EXPECT_EQ(script.requests[0].body, "");
    EXPECT_TRUE(contains(world.output, "canceled"));
    script.answers = {job("uploading", R"(,"hold":{"reason":"paused"})")};
    EXPECT_EQ(cli({"hold", anna}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "held (paused)"));
}

TEST_F(Steering, StartAndRetrySpendSoTheyAskFirst) {
    for (const char* action : {"start", "retry"}) {
        script.requests.clear();
        script.answers = {job("failed")};
        EXPECT_EQ(cli({action, anna}), ExitCode::not_confirmed) << action;
        for (const net::Request& request : script.requests) EXPECT_EQ(request.method, "GET");
        script.requests.clear();
        script.answers = {job("training")};
        EXPECT_EQ(cli({action, anna, "--yes"}), ExitCode::done) << action;
        EXPECT_EQ(asked(0), "POST " + path(std::string("/") + action));
    }
}

TEST_F(Steering, TheQuestionNamesTheJob) {
    world.attend();
    world.typed = {"y"};
    script.answers = {job("draft"), job("uploading")};
    EXPECT_EQ(cli({"start", anna}), ExitCode::done);
    EXPECT_TRUE(contains(world.errors, "“Anna”: 1,000,000 credits"));
}

TEST_F(Steering, AStartMayCarryTheReasonThatOverrulesPreflight) {
    script.answers = {job("uploading")};
    EXPECT_EQ(cli({"start", anna, "--yes", "--override-preflight", "I know"}), ExitCode::done);
    EXPECT_EQ(nlohmann::json::parse(script.requests[0].body)["override_preflight"], "I know");
}

TEST_F(Steering, ARefusalAfterALostAnswerIsNoneWhenTheJobIsWhereItWasWanted) {
    script.answers = {lost(), problem(409, "state-forbids", "No"), job("training")};
    EXPECT_EQ(cli({"retry", anna, "--yes"}), ExitCode::done);
    EXPECT_EQ(asked(2), "GET " + path());
    EXPECT_TRUE(contains(world.output, "training"));
}

TEST_F(Steering, ARefusalAfterALostAnswerStaysOneWhenNothingHappened) {
    script.answers = {lost(), problem(409, "state-forbids", "No"), job("failed")};
    EXPECT_EQ(cli({"retry", anna, "--yes"}), ExitCode::refused);
}

TEST_F(Steering, AnEditSendsOnlyWhatIsGiven) {
    script.answers = {job("draft")};
    EXPECT_EQ(cli({"edit", anna, "--name", "B", "--recordings", "x"}), ExitCode::done);
    EXPECT_EQ(asked(0), "PATCH " + path());
    EXPECT_EQ(nlohmann::json::parse(script.requests[0].body),
              nlohmann::json::parse(R"({"name":"B","recordings":["/home/studio/x"]})"));
}

TEST_F(Steering, DeletingAsksAPersonAndTakesAScriptAtItsWord) {
    script.answers = {job("failed"), answer(204, "")};
    EXPECT_EQ(cli({"delete", anna}), ExitCode::done);
    EXPECT_EQ(asked(1), "DELETE " + path());
    EXPECT_TRUE(contains(world.errors, "“Anna” (" + std::string(anna) + ", failed) and its history"))
        << "what goes is said to a script, too: " << world.errors;
    script.requests.clear();
    world.attend();
    world.typed = {"n"};
    script.answers = {job("failed")};
    EXPECT_EQ(cli({"delete", anna}), ExitCode::not_confirmed);
    EXPECT_EQ(script.requests.size(), 1u);
}

TEST_F(Steering, ADeleteWhoseAnswerWasLostIsDoneWhenTheJobIsGone) {
    script.answers = {job("draft"), lost(), problem(404, "job-not-found", "Gone")};
    EXPECT_EQ(cli({"delete", anna, "--json"}), ExitCode::done);
    const auto document = nlohmann::json::parse(world.output);
    EXPECT_EQ(document["deleted"], anna);
    EXPECT_EQ(document["name"], "Anna");
}

TEST_F(Steering, AdoptingNamesTheFineTuneAndTheReason) {
    script.answers = {job("training")};
    EXPECT_EQ(cli({"resolve", anna, "adopt", "fine_tune_1", "--reason", "seen"}), ExitCode::done);
    EXPECT_EQ(nlohmann::json::parse(script.requests[0].body),
              nlohmann::json::parse(R"({"outcome":"adopt","fine_tune_id":"fine_tune_1","reason":"seen"})"));
}

TEST_F(Steering, VoidingCanBuyASecondTrainingSoItAsks) {
    EXPECT_EQ(cli({"resolve", anna, "void", "--reason", "none there"}), ExitCode::not_confirmed);
    EXPECT_TRUE(script.requests.empty());
    script.answers = {job("training")};
    EXPECT_EQ(cli({"resolve", anna, "void", "--reason", "none there", "--yes"}), ExitCode::done);
}

TEST_F(Steering, EveryActionCarriesAKey) {
    script.answers = {job("canceled")};
    EXPECT_EQ(cli({"cancel", anna}), ExitCode::done);
    EXPECT_TRUE(script.requests[0].headers.find("Idempotency-Key"));
}

}  // namespace
}  // namespace understudy::cli
