#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

using Json = nlohmann::json;

std::string the_job(const std::string& state = "completed") {
    return job_json(state, R"(,"dataset_id":"d1","voices":[{"id":"v1","name":"Anna 1"}])");
}

class Forget : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    ExitCode cli(std::vector<std::string> arguments) { return run_cli(world, script, std::move(arguments)); }
    /// The job, all jobs, the fine-tunes, the dataset: what a plan is made of.
    void plan(const std::string& dataset_of, const std::string& other = "") {
        const std::string fine_tunes = R"({"data":[{"id":"f1","name":"Anna","job_id":")" + std::string(anna) +
                                       R"("},{"id":"f2","name":"Boris","job_id":null}],"next_cursor":null})";
        script.answers = {
            answer(200, the_job()),
            answer(200, R"({"data":[)" + the_job() + other + R"(],"next_cursor":null})"),
            answer(200, fine_tunes),
            answer(200, R"({"data":[{"id":"v1","name":"Anna 1"}],"next_cursor":null})"),
            answer(200, R"({"data":[{"id":"d1","name":"Anna","job_id":)" + dataset_of +
                            R"(},{"id":"d0","name":"Before","job_id":null}],"next_cursor":null})")};
    }
    std::string asked() {
        std::string all;
        for (const auto& request : script.requests)
            if (request.method == "DELETE") all += request.target + " ";
        return all;
    }
};

TEST_F(Forget, ShowsWhatItWillRemoveAndRemovesNothingWithoutAYes) {
    world.attend();
    world.typed = {"n"};
    plan("\"" + std::string(anna) + "\"");
    EXPECT_EQ(cli({"forget", anna}), ExitCode::not_confirmed);
    for (const char* words : {"voices  v1  Anna 1", "fine-tunes  f1", "datasets  d1", "Nothing was removed."})
        EXPECT_TRUE(contains(world.errors, words)) << words << "\n" << world.errors;
    EXPECT_FALSE(contains(world.errors, "f2")) << "it is somebody else's";
    EXPECT_EQ(asked(), "");
}

TEST_F(Forget, FindsTheOthersOfADatasetThatWasDeleted) {
    const std::string owner = job_json("completed", R"(,"dataset_id":null,"deleted_dataset_id":"d1")");
    const std::string other =
        job_json("completed", R"(,"dataset_id":"d1")", "job_01J9ZQ3V5N8RKX4T7M2W6Y0ABZ");
    const std::string stranger =
        job_json("completed", R"(,"dataset_id":"d2")", "job_01J9ZQ3V5N8RKX4T7M2W6Y0ABX");
    const std::string none = R"({"data":[],"next_cursor":null})";
    for (const std::string& meant : {owner, other}) {
        script.answers = {
            answer(200, meant),
            answer(200, R"({"data":[)" + owner + "," + other + "," + stranger + R"(],"next_cursor":null})"),
            answer(200, none),
            answer(200, none),
            answer(204, ""),
            answer(204, "")};
        script.requests.clear();
        EXPECT_EQ(cli({"forget", anna, "--yes"}), ExitCode::done) << world.errors;
        EXPECT_EQ(asked(), "/v1/jobs/" + std::string(anna) + " /v1/jobs/job_01J9ZQ3V5N8RKX4T7M2W6Y0ABZ ");
    }
}

TEST_F(Forget, RemovesWhatTheJobMadeAndTheJobLast) {
    plan("\"" + std::string(anna) + "\"");
    for (int thing = 0; thing < 3; ++thing) {
        script.answers.push_back(answer(200, R"({"id":"x"})"));
        script.answers.push_back(answer(204, ""));
    }
    script.answers.push_back(answer(204, ""));
    EXPECT_EQ(cli({"forget", anna, "--yes", "--json"}), ExitCode::done) << world.errors;
    EXPECT_EQ(asked(), "/v1/voices/v1 /v1/fine-tunes/f1 /v1/datasets/d1 /v1/jobs/" + std::string(anna) + " ");
    EXPECT_EQ(Json::parse(world.output)["fine_tunes"], Json::array({"f1"}));
    EXPECT_EQ(world.errors, "") << "the document has it";
}

TEST_F(Forget, SaysWhatGoesWhereNobodyIsAskedToo) {
    plan("\"" + std::string(anna) + "\"");
    for (int thing = 0; thing < 3; ++thing) {
        script.answers.push_back(answer(200, R"({"id":"x"})"));
        script.answers.push_back(answer(204, ""));
    }
    script.answers.push_back(answer(204, ""));
    EXPECT_EQ(cli({"forget", anna, "--yes"}), ExitCode::done) << world.errors;
    for (const char* words : {"voices  v1  Anna 1", "fine-tunes  f1", "datasets  d1", "job  job_01JD"})
        EXPECT_TRUE(contains(world.errors, words)) << words << "\n" << world.errors;
}

TEST_F(Forget, GoesOnWhereOneBrokeOff) {
    plan("\"" + std::string(anna) + "\"");
    for (int thing = 0; thing < 3; ++thing)
        script.answers.push_back(
            problem(404, "/problems/cloud-object-not-found", "The cloud has no such thing"));
    script.answers.push_back(answer(204, ""));
    EXPECT_EQ(cli({"forget", anna, "--yes"}), ExitCode::done) << world.errors;
    EXPECT_EQ(asked(), "/v1/jobs/" + std::string(anna) + " ");
}

TEST_F(Forget, LeavesADatasetThatWasThereBefore) {
    world.attend();
    world.typed = {"n"};
    plan("null");
    EXPECT_EQ(cli({"forget", anna}), ExitCode::not_confirmed);
    EXPECT_TRUE(contains(world.errors, "d1 bears no mark of these jobs, and stays")) << world.errors;
    EXPECT_FALSE(contains(world.errors, "datasets  d1"));
}

TEST_F(Forget, RemovesADraftBeforeWhatItStandsOn) {
    plan("\"" + std::string(anna) + "\"", "," + job_json("draft", R"(,"dataset_id":"d1")", berta));
    script.answers.push_back(answer(204, ""));
    for (int thing = 0; thing < 3; ++thing) {
        script.answers.push_back(answer(200, R"({"id":"x"})"));
        script.answers.push_back(answer(204, ""));
    }
    script.answers.push_back(problem(404, "/problems/job-not-found", "There is no such job"));
    script.answers.push_back(answer(204, ""));
    EXPECT_EQ(cli({"forget", anna, "--yes"}), ExitCode::done) << world.errors;
    EXPECT_TRUE(asked().starts_with("/v1/jobs/" + std::string(berta) + " /v1/voices/v1 ")) << asked();
}

TEST_F(Forget, BreaksOffWhereItCannotSeeWhatThereIs) {
    plan("null");
    script.answers[2] = problem(502, "/problems/cloud-refused", "The cloud refused it");
    EXPECT_NE(cli({"forget", anna, "--yes"}), ExitCode::done);
    EXPECT_EQ(asked(), "");
}

TEST_F(Forget, TakesNothingFromUnderAJobAtWork) {
    plan("null", "," + job_json("training", R"(,"dataset_id":"d1")", berta));
    EXPECT_EQ(cli({"forget", anna, "--yes"}), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "understudy cancel " + std::string(berta))) << world.errors;
    EXPECT_EQ(asked(), "");
}

}  // namespace
}  // namespace understudy::cli
