#include "cli/submit_each.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

class SubmittingEach : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    ExitCode submit(std::vector<std::string> more = {}) {
        std::vector<std::string> arguments{"submit", "--each", "/r/anna", "/r/berta/", "--language", "en"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_cli(world, script, std::move(arguments));
    }
    nlohmann::json body(std::size_t request) {
        return nlohmann::json::parse(script.requests.at(request).body);
    }
    std::string key(std::size_t request) {
        return std::string(script.requests.at(request).headers.find("Idempotency-Key").value_or("none"));
    }
    void both_are_taken() {
        script.answers = {answer(201, job_json("draft")), answer(201, job_json("draft", "", berta))};
    }
};

TEST_F(SubmittingEach, MakesAJobAFolderNamedAfterIt) {
    both_are_taken();
    EXPECT_EQ(submit({"--yes"}), ExitCode::done);
    ASSERT_EQ(script.requests.size(), 2u);
    EXPECT_EQ(body(0)["name"], "anna");
    EXPECT_EQ(body(0)["recordings"], nlohmann::json({"/r/anna"}));
    EXPECT_EQ(body(1)["name"], "berta");
    EXPECT_TRUE(body(1)["start"].get<bool>());
    EXPECT_TRUE(contains(world.output, anna));
    EXPECT_TRUE(contains(world.output, berta));
}

TEST_F(SubmittingEach, TheNameMayHoldTheFoldersMoreThanOnce) {
    both_are_taken();
    EXPECT_EQ(submit({"--yes", "--name", "Studio {} ({})"}), ExitCode::done);
    EXPECT_EQ(body(0)["name"], "Studio anna (anna)");
}

TEST_F(SubmittingEach, OneQuestionNamesTheWholeSum) {
    world.attend();
    world.typed = {"y"};
    both_are_taken();
    EXPECT_EQ(submit(), ExitCode::done);
    EXPECT_TRUE(contains(world.errors, "2 trainings: 2,000,000 credits when all succeed. Start them? [y/N]"));
    EXPECT_EQ(script.requests.size(), 2u);
}

TEST_F(SubmittingEach, AfterANoNothingWasSent) {
    world.attend();
    world.typed = {"n"};
    EXPECT_EQ(submit(), ExitCode::not_confirmed);
    EXPECT_EQ(submit(), ExitCode::not_confirmed);
    EXPECT_TRUE(script.requests.empty());
}

TEST_F(SubmittingEach, ARefusalDoesNotEndTheRestAndIsSaidAtTheEnd) {
    script.answers = {problem(422, "invalid-field", "Not good", "", "/recordings/0"),
                      answer(201, job_json("draft", "", berta))};
    EXPECT_EQ(submit({"--yes"}), ExitCode::refused);
    EXPECT_EQ(script.requests.size(), 2u);
    EXPECT_TRUE(contains(world.errors, "that was /r/anna"));
    EXPECT_TRUE(contains(world.errors, "1 of 2 jobs made"));
    EXPECT_TRUE(contains(world.output, "not made"));
    EXPECT_TRUE(contains(world.output, berta));
}

TEST_F(SubmittingEach, ADaemonThatIsGoneIsNotAskedForEveryOther) {
    EXPECT_EQ(submit({"--yes"}), ExitCode::unreachable);
    EXPECT_EQ(script.requests.size(), 1u);
    EXPECT_TRUE(contains(world.errors, "1 path not tried any more"));
}

TEST_F(SubmittingEach, JsonIsOneDocumentOfAll) {
    script.answers = {answer(201, job_json("draft")), problem(422, "invalid-field", "Not good")};
    EXPECT_EQ(submit({"--yes", "--json"}), ExitCode::refused);
    const auto document = nlohmann::json::parse(world.output);
    EXPECT_EQ(document["data"][0]["job"]["id"], anna);
    EXPECT_EQ(document["data"][0]["exit_code"], 0);
    EXPECT_EQ(document["data"][1]["path"], "/r/berta/");
    EXPECT_TRUE(document["data"][1]["job"].is_null());
    EXPECT_EQ(document["data"][1]["exit_code"], 3);
}

TEST_F(SubmittingEach, AKeyMakesAKeyForEachThatOnlyThePathDecides) {
    both_are_taken();
    EXPECT_EQ(submit({"--yes", "--idempotency-key", "monday"}), ExitCode::done);
    const std::string first = key(0), second = key(1);
    EXPECT_TRUE(first.starts_with("monday-")) << first;
    EXPECT_NE(first, second);
    both_are_taken();
    EXPECT_EQ(run_cli(world, script,
                      {"submit", "--each", "/r/berta/", "--language", "en", "--yes", "--idempotency-key",
                       "monday"}),
              ExitCode::done);
    EXPECT_EQ(key(2), second);
}

TEST_F(SubmittingEach, AFileAmongTheFoldersIsLeftOutAndSaid) {
    world.plain_files = {"/r/anna"};
    script.answers = {answer(201, job_json("draft"))};
    EXPECT_EQ(submit({"--draft"}), ExitCode::done);
    EXPECT_EQ(script.requests.size(), 1u);
    EXPECT_TRUE(contains(world.errors, "/r/anna is no folder: left out"));
    world.plain_files = {"/r/anna", "/r/berta/"};
    EXPECT_EQ(submit({"--draft"}), ExitCode::usage);
}

TEST_F(SubmittingEach, DoesNotWait) {
    EXPECT_EQ(submit({"--yes", "--wait"}), ExitCode::usage);
    EXPECT_TRUE(script.requests.empty());
}

TEST_F(SubmittingEach, WithoutEachAJobNeedsAName) {
    EXPECT_EQ(run_cli(world, script, {"submit", "/r/anna", "--language", "en", "--yes"}), ExitCode::usage);
    EXPECT_TRUE(contains(world.errors, "--name"));
}

}  // namespace
}  // namespace understudy::cli
