#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

using Json = nlohmann::json;

constexpr const char* paused = R"({"spending_paused":true,"spending_pause":{"since":"2026-11-25T08:00:00Z",
    "reason":"the budget is spent","by":"user 7"},"purchases_under_way":1,"uploading_paused":false,
    "uploading_pause":null,"bandwidth_limit":null,
    "bandwidth":{"limit":2097152,"source":"timetable","until":"2026-11-25T19:00:00Z"}})";

class Switches : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    ExitCode cli(std::vector<std::string> arguments) { return run_cli(world, script, std::move(arguments)); }
    Json sent(std::size_t request) { return Json::parse(script.requests.at(request).body); }
};

TEST_F(Switches, PauseAndResumeNameWhatTheySwitch) {
    script.answers = {answer(200, paused), answer(200, paused)};
    EXPECT_EQ(cli({"pause", "spending", "--reason", "enough"}), ExitCode::done);
    EXPECT_EQ(script.requests[0].method + " " + script.requests[0].target, "PATCH /v1/control");
    EXPECT_EQ(sent(0), (Json{{"spending_paused", true}, {"reason", "enough"}}));
    EXPECT_EQ(cli({"resume", "all"}), ExitCode::done);
    EXPECT_EQ(sent(1), (Json{{"spending_paused", false}, {"uploading_paused", false}}));
    EXPECT_EQ(cli({"pause", "everything"}), ExitCode::usage);
}

TEST_F(Switches, ControlTellsWhatIsSwitchedInWords) {
    script.answers = {answer(200, paused)};
    EXPECT_EQ(cli({"control"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "paused since 2026-11-25T08:00:00Z by user 7: the budget is spent"));
    EXPECT_TRUE(contains(world.output, "1 purchase was begun before"));
    EXPECT_TRUE(contains(world.output, "uploading  goes on"));
    EXPECT_TRUE(contains(world.output, "2.00 MiB/s, by the timetable until 2026-11-25T19:00:00Z"))
        << world.output;
}

TEST_F(Switches, ALimitIsASizeOffOrDefault) {
    script.answers = {answer(200, paused), answer(200, paused), answer(200, paused), answer(200, paused)};
    EXPECT_EQ(cli({"limit", "2MiB"}), ExitCode::done);
    EXPECT_EQ(sent(0), (Json{{"bandwidth_limit", 2'097'152}}));
    EXPECT_EQ(cli({"limit", "off"}), ExitCode::done);
    EXPECT_EQ(sent(1), (Json{{"bandwidth_limit", 0}}));
    EXPECT_EQ(cli({"limit", "default"}), ExitCode::done);
    EXPECT_EQ(sent(2), (Json{{"bandwidth_limit", nullptr}}));
    EXPECT_EQ(cli({"limit"}), ExitCode::done);
    EXPECT_EQ(script.requests[3].method, "GET");
    EXPECT_EQ(cli({"limit", "fast"}), ExitCode::usage);
    EXPECT_TRUE(contains(world.errors, "\"off\" is no limit"));
    EXPECT_EQ(cli({"limit", ""}), ExitCode::usage) << "a script's unset variable";
}

TEST_F(Switches, TheQueueIsATableOfTurns) {
    script.answers = {
        answer(200, std::string(R"({"length":9,"data":[{"position":1,"id":")") + anna +
                        R"(","name":"Anna","state":"uploading","step":"sending_files","priority":5,
                         "waits_for":"upload_turn","next":"","next_at":null}]})")};
    EXPECT_EQ(cli({"queue"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "upload turn"));
    EXPECT_TRUE(contains(world.output, anna));
    EXPECT_TRUE(contains(world.errors, "There are more"));
}

TEST_F(Switches, AMoveNamesOnePlace) {
    script.answers = {job("uploading"), job("uploading")};
    EXPECT_EQ(cli({"move", anna, "--top"}), ExitCode::done);
    EXPECT_EQ(script.requests[0].target, std::string("/v1/jobs/") + anna + "/move");
    EXPECT_EQ(sent(0), (Json{{"to", "top"}}));
    EXPECT_EQ(cli({"move", anna, "--after", berta}), ExitCode::done);
    EXPECT_EQ(sent(1), (Json{{"after", berta}}));
    EXPECT_EQ(cli({"move", anna}), ExitCode::usage);
    EXPECT_EQ(cli({"move", anna, "--top", "--bottom"}), ExitCode::usage);
}

TEST_F(Switches, ACancellationSaysAtATerminalWhatItMeansAndAsks) {
    world.attend();
    script.answers = {answer(200, R"({"if_canceled":"It was bought. With keep_training it goes on."})"),
                      job("canceled")};
    world.typed = {"n"};
    EXPECT_EQ(cli({"cancel", anna}), ExitCode::not_confirmed);
    EXPECT_TRUE(contains(world.errors, "It was bought. With --keep-training it goes on. Cancel? [y/N]"))
        << world.errors;
    EXPECT_EQ(script.requests.size(), 1u);
    EXPECT_EQ(cli({"cancel", anna, "--yes", "--keep-training"}), ExitCode::done);
    EXPECT_EQ(sent(1), (Json{{"keep_training", true}}));
}

TEST_F(Switches, APriorityIsGivenAtTheSubmissionOrLater) {
    script.answers = {job("draft")};
    EXPECT_EQ(cli({"edit", anna, "--priority", "-7"}), ExitCode::done);
    EXPECT_EQ(sent(0), (Json{{"priority", -7}}));
    EXPECT_EQ(cli({"edit", anna, "--priority", "101"}), ExitCode::usage);
}

}  // namespace
}  // namespace understudy::cli
