#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

using Json = nlohmann::json;

constexpr const char* budget = R"({"balance":{"available":0,"reserved":0,"spent":0},
    "committed":{"day":0,"month":0},"approval_above":null,"limits":[]})";

std::string of(const std::string& id, const std::string& state, const std::string& model,
               const std::string& dataset, const std::string& more = "") {
    return job_json(state, ",\"model_id\":\"" + model + "\",\"dataset_id\":\"" + dataset + "\"" + more, id);
}

class Retrain : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    ExitCode cli(std::vector<std::string> arguments) { return run_cli(world, script, std::move(arguments)); }
    Json sent(std::size_t request) { return Json::parse(script.requests.at(request).body); }
    /// The newest first: one that has the model, one that failed on its way to it, two on one dataset.
    std::string jobs() {
        return R"({"data":[)" + of(anna, "completed", "sonic-4", "d1") + "," +
               of(berta, "failed", "sonic-4", "d2") + "," +
               of("job_01JD9Z0V6Q8X5T7R2M4K3N1P0C", "completed", "sonic-3", "d1") + "," +
               of("job_01JD9Z0V6Q8X5T7R2M4K3N1P0D", "completed", "sonic-3", "d2",
                  R"(,"labels":{"client":"acme"})") +
               "," + of("job_01JD9Z0V6Q8X5T7R2M4K3N1P0E", "completed", "sonic-2", "d2") + "," +
               of("job_01JD9Z0V6Q8X5T7R2M4K3N1P0F", "training", "sonic-3", "d3") + R"(],"next_cursor":null})";
    }
};

TEST_F(Retrain, OfOneJobStartsANewOne) {
    script.answers = {answer(201, job_json("draft"))};
    EXPECT_EQ(cli({"retrain", anna, "--model", "sonic-4", "--accent", "british", "--yes"}), ExitCode::done);
    EXPECT_EQ(script.requests[0].target, "/v1/jobs/" + std::string(anna) + "/retrain");
    EXPECT_EQ(sent(0), (Json{{"model_id", "sonic-4"}, {"accent", "british"}, {"start", true}}));
}

TEST_F(Retrain, OfAllTakesEachDatasetOnceThatLacksTheModel) {
    script.answers = {answer(200, jobs()), answer(204, ""), answer(201, job_json("draft"))};
    EXPECT_EQ(cli({"retrain", "--all", "--model", "sonic-4", "--yes"}), ExitCode::done) << world.errors;
    ASSERT_EQ(script.requests.size(), 3u) << "only d2 lacks it";
    EXPECT_EQ(sent(1)["check"], true);
    EXPECT_EQ(script.requests[2].target, "/v1/jobs/job_01JD9Z0V6Q8X5T7R2M4K3N1P0D/retrain");
}

TEST_F(Retrain, OfAllLeavesAJobAloneThatIsReattemptedByItself) {
    const std::string waits = of(berta, "failed", "sonic-4", "d2", R"(,"retry_at":"2026-11-30T12:00:00Z")");
    script.answers = {answer(200, R"({"data":[)" + waits + "," + of(anna, "completed", "sonic-3", "d2") +
                                      R"(],"next_cursor":null})")};
    EXPECT_EQ(cli({"retrain", "--all", "--model", "sonic-4", "--yes"}), ExitCode::done);
    EXPECT_EQ(script.requests.size(), 1u) << "both would buy";
}

TEST_F(Retrain, OfAllShowsThePlanItsPriceAndTheBudgetBeforeItAsks) {
    world.attend();
    world.typed = {"n"};
    script.answers = {answer(200, jobs()), answer(204, ""), answer(200, budget)};
    EXPECT_EQ(cli({"retrain", "--all", "--model", "sonic-4"}), ExitCode::not_confirmed);
    for (const char* words :
         {"sonic-3", "1,000,000 credits when all succeed", "no limit", "Nothing was made."})
        EXPECT_TRUE(contains(world.errors, words)) << words << "\n" << world.errors;
    EXPECT_EQ(script.requests.size(), 3u);
}

TEST_F(Retrain, OfAModelThatIsRefusedShowsNoPlanAndNoPrice) {
    world.attend();
    for (const std::string which : {"--all", anna}) {
        world.errors.clear();
        const Said first =
            which == anna ? answer(200, of(anna, "completed", "sonic-3", "d1")) : answer(200, jobs());
        script.answers = {
            first, problem(422, "/problems/invalid-field", "A field is not valid", "not known", "/model_id")};
        EXPECT_EQ(cli({"retrain", which, "--model", "nope"}), ExitCode::refused);
        EXPECT_TRUE(script.answers.empty());
        EXPECT_TRUE(contains(world.errors, "/model_id")) << world.errors;
        EXPECT_FALSE(contains(world.errors, "credits")) << world.errors;
        EXPECT_FALSE(contains(world.errors, "again goes on")) << world.errors;
    }
}

TEST_F(Retrain, OfAllSaysThatARefusalIsToBeCuredFirst) {
    script.answers = {answer(200, jobs()), answer(204, ""),
                      problem(409, "/problems/state-forbids", "The job's state forbids this")};
    EXPECT_EQ(cli({"retrain", "--all", "--model", "sonic-4", "--yes"}), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "0 of 1 job made; once job_01JD9Z0V6Q8X5T7R2M4K3N1P0D is not refused"))
        << world.errors;
}

TEST_F(Retrain, ItsHelpSaysWhereTheIdStands) {
    EXPECT_EQ(cli({"retrain", "--help"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output.substr(0, world.output.find("Options")), "[ID]")) << world.output;
    EXPECT_EQ(cli({"retrain", anna, "--all", "--model", "m"}), ExitCode::usage);
}

TEST_F(Retrain, OfAllKeepsToLabelsAndSaysWhenThereIsNothingToDo) {
    script.answers = {answer(200, jobs())};
    EXPECT_EQ(cli({"retrain", "--all", "--model", "sonic-4", "--label", "client=other", "--yes"}),
              ExitCode::done);
    EXPECT_TRUE(contains(world.output, "Every completed voice"));
    EXPECT_EQ(cli({"retrain", "--all", "--yes"}), ExitCode::usage) << "which model?";
    EXPECT_EQ(cli({"retrain", "--yes"}), ExitCode::usage) << "which job?";
    EXPECT_EQ(cli({"retrain", anna, "--label", "a=b", "--yes"}), ExitCode::usage);
    EXPECT_EQ(cli({"retrain", "--all", "--model", "m", "--name", "n", "--yes"}), ExitCode::usage);
}

}  // namespace
}  // namespace understudy::cli
