// How every command asks the daemon: ids, lost answers, refusals.
#include "cli/session.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

std::string page(const std::vector<std::string>& jobs, const std::string& next = "null") {
    std::string data;
    for (const std::string& job : jobs) data += (data.empty() ? "" : ",") + job;
    return R"({"data":[)" + data + R"(],"next_cursor":)" + next + "}";
}

class Asking : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    ExitCode cli(std::vector<std::string> arguments) { return run_cli(world, script, std::move(arguments)); }
};

TEST_F(Asking, ADaemonThatDoesNotRunIsAFriendlyMessage) {
    EXPECT_EQ(cli({"list"}), ExitCode::unreachable);
    EXPECT_TRUE(contains(world.errors, "does not answer at http://127.0.0.1:7878"));
    EXPECT_TRUE(contains(world.errors, "systemctl start understudyd"));
    EXPECT_EQ(world.output, "");
    EXPECT_EQ(script.requests.size(), 1u);
}

TEST_F(Asking, AWholeIdIsUsedAsItIs) {
    script.answers = {job("draft")};
    EXPECT_EQ(cli({"show", anna}), ExitCode::done);
    EXPECT_EQ(script.requests.at(0).target, std::string("/v1/jobs/") + anna);
}

TEST_F(Asking, ABeginningOfAnIdIsLookedUpOnEveryPage) {
    script.answers = {
        answer(200, page({job_json("draft", "", "job_01AAAAAAAAAAAAAAAAAAAAAAAA")}, R"("c/1")")),
        answer(200, page({job_json("draft")})), job("draft")};
    EXPECT_EQ(cli({"show", "01jd9z"}), ExitCode::done);
    ASSERT_EQ(script.requests.size(), 3u);
    EXPECT_EQ(script.requests[1].target, "/v1/jobs?limit=500&cursor=c%2F1");
    EXPECT_EQ(script.requests[2].target, std::string("/v1/jobs/") + anna);
}

TEST_F(Asking, AnAmbiguousBeginningNamesAllThatItCouldMean) {
    script.answers = {answer(200, page({job_json("draft"), job_json("draft", "", berta)}))};
    EXPECT_EQ(cli({"cancel", "job_01JD"}), ExitCode::usage);
    EXPECT_TRUE(contains(world.errors, anna) && contains(world.errors, berta));
    EXPECT_EQ(script.requests.size(), 1u);
}

TEST_F(Asking, ABeginningThatNoJobHasIsRefused) {
    script.answers = {answer(200, page({job_json("draft")}))};
    EXPECT_EQ(cli({"show", "02"}), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "job_02"));
}

TEST_F(Asking, AProblemIsPrintedWithItsFieldAndExitsWithThree) {
    script.answers = {problem(404, "job-not-found", "There is no such job", "see the list", "/id")};
    EXPECT_EQ(cli({"show", anna}), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "There is no such job"));
    EXPECT_TRUE(contains(world.errors, "field: /id"));
    EXPECT_EQ(world.output, "");
}

TEST_F(Asking, WithJsonAProblemIsOneDocumentOnStandardError) {
    script.answers = {problem(404, "job-not-found", "There is no such job")};
    EXPECT_EQ(cli({"show", anna, "--json"}), ExitCode::refused);
    const auto document = nlohmann::json::parse(world.errors);
    EXPECT_EQ(document["type"], "job-not-found");
    EXPECT_EQ(world.output, "");
}

TEST_F(Asking, WithoutATokenA401NamesTheGroup) {
    script.answers = {problem(401, "unauthorized", "A token is wanted")};
    EXPECT_EQ(cli({"list"}), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "understudy $USER"));
}

TEST_F(Asking, ALostAnswerIsAskedForAgain) {
    script.answers = {lost(), refused_connection(), answer(503, "starting"), job("draft")};
    EXPECT_EQ(cli({"show", anna}), ExitCode::done);
    EXPECT_EQ(script.requests.size(), 4u);
}

TEST_F(Asking, AnAnswerThatStaysLostEndsInHalfAMinute) {
    script.answers = {lost()};
    EXPECT_EQ(cli({"show", anna}), ExitCode::unreachable);
    EXPECT_EQ(world.pauses, 30);
    EXPECT_TRUE(contains(world.errors, "not known"));
}

TEST_F(Asking, AnAnswerThatIsNoneOfOursIsNotTakenForOne) {
    script.answers = {answer(200, "<html>hello</html>")};
    EXPECT_EQ(cli({"show", anna}), ExitCode::unreachable);
    EXPECT_TRUE(contains(world.errors, "not one of an Understudy daemon"));
}

TEST_F(Asking, PlainHttpToAnotherMachineIsAUsageError) {
    EXPECT_EQ(cli({"list", "--url", "http://studio.example:1"}), ExitCode::usage);
    EXPECT_TRUE(script.requests.empty());
}

}  // namespace
}  // namespace understudy::cli
