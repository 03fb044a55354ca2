#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

class Submitting : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    ExitCode submit(std::vector<std::string> more = {}) {
        std::vector<std::string> arguments{"submit", "anna", "--name", "Anna", "--language", "en"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_cli(world, script, std::move(arguments));
    }
    nlohmann::json body(std::size_t request = 0) {
        return nlohmann::json::parse(script.requests.at(request).body);
    }
    std::string key(std::size_t request) {
        return std::string(script.requests.at(request).headers.find("Idempotency-Key").value_or("none"));
    }
};

TEST_F(Submitting, WithYesOneRequestMakesAndStartsTheJob) {
    script.answers = {answer(201, job_json("draft"))};
    EXPECT_EQ(submit({"--yes"}), ExitCode::done);
    ASSERT_EQ(script.requests.size(), 1u);
    EXPECT_EQ(script.requests[0].method, "POST");
    EXPECT_EQ(script.requests[0].target, "/v1/jobs");
    EXPECT_EQ(body(),
              nlohmann::json::parse(
                  R"({"name":"Anna","language":"en","recordings":["/home/studio/anna"],"start":true})"));
    EXPECT_TRUE(contains(world.output, anna));
}

TEST_F(Submitting, AnEmptyPathIsAScriptsUnsetVariableAndNotTheFolderThatItRunsIn) {
    for (std::vector<std::string> arguments :
         {std::vector<std::string>{"submit", "", "--name", "A", "--language", "en"},
          {"submit", "--each", "", "--language", "en"},
          {"preflight", ""},
          {"edit", anna, "--recordings", ""}})
        EXPECT_EQ(run_cli(world, script, std::move(arguments)), ExitCode::usage);
    EXPECT_TRUE(script.requests.empty());
}

TEST_F(Submitting, ADraftIsNotStartedAndNeedsNoYes) {
    script.answers = {answer(201, job_json("draft"))};
    EXPECT_EQ(submit({"--draft"}), ExitCode::done);
    EXPECT_FALSE(body().contains("start"));
    EXPECT_EQ(world.errors, "");
}

TEST_F(Submitting, WithoutATerminalAndWithoutYesNothingIsSent) {
    EXPECT_EQ(submit(), ExitCode::not_confirmed);
    EXPECT_TRUE(script.requests.empty());
    EXPECT_TRUE(contains(world.errors, "--yes"));
    EXPECT_TRUE(contains(world.errors, "Nothing was made"));
}

TEST_F(Submitting, ATerminalOnOneSideOnlyIsNobodyToAsk) {
    world.input_terminal = true;
    EXPECT_EQ(submit(), ExitCode::not_confirmed);
    EXPECT_TRUE(script.requests.empty());
}

TEST_F(Submitting, OnATerminalThePriceIsNamedAndYesStarts) {
    world.attend();
    world.typed = {"y"};
    script.answers = {answer(201, job_json("draft"))};
    EXPECT_EQ(submit(), ExitCode::done);
    EXPECT_TRUE(contains(world.errors, "1,000,000 credits when it succeeds. Start? [y/N]"));
    EXPECT_TRUE(body()["start"].get<bool>());
}

TEST_F(Submitting, EverythingButYesIsANoAndNothingIsSent) {
    for (const char* typed : {"", "n", "no", "yess", " y", "ja"}) {
        world.attend();
        world.typed = {typed};
        EXPECT_EQ(submit(), ExitCode::not_confirmed) << typed;
    }
    world.typed.clear();  // the end of the input
    EXPECT_EQ(submit(), ExitCode::not_confirmed);
    EXPECT_TRUE(script.requests.empty());
}

TEST_F(Submitting, AnInterruptAtTheQuestionSendsNothing) {
    world.attend();
    world.interrupt_at_prompt = true;
    EXPECT_EQ(submit(), ExitCode::interrupted);
    EXPECT_TRUE(script.requests.empty());
}

TEST_F(Submitting, AHostileNameCannotSteerTheQuestion) {
    world.attend();
    world.typed = {"n"};
    EXPECT_EQ(run_cli(world, script, {"submit", "a", "--language", "en", "--name", "x\x1b[2J\ny"}),
              ExitCode::not_confirmed);
    EXPECT_EQ(world.errors.find('\x1b'), std::string::npos);
    EXPECT_TRUE(contains(world.errors, "x\\x1b[2J\\ny"));
}

TEST_F(Submitting, AfterALostAnswerTheSameRequestGoesOutWithTheSameKey) {
    script.answers = {lost(), refused_connection(), answer(201, job_json("draft"))};
    EXPECT_EQ(submit({"--yes"}), ExitCode::done);
    ASSERT_EQ(script.requests.size(), 3u);
    EXPECT_EQ(key(0), "key-1");
    for (std::size_t i = 1; i < 3; ++i) {
        EXPECT_EQ(key(i), key(0));
        EXPECT_EQ(script.requests[i].body, script.requests[0].body);
    }
}

TEST_F(Submitting, WhileTheFirstRequestIsStillBeingAnsweredItWaits) {
    script.answers = {lost(), problem(409, "idempotency-in-progress", "Still running"),
                      answer(201, job_json("draft"))};
    EXPECT_EQ(submit({"--yes"}), ExitCode::done);
    EXPECT_EQ(script.requests.size(), 3u);
}

TEST_F(Submitting, AKeyOfTheUsersIsUsedAndNamedWhenTheAnswerStaysLost) {
    script.answers = {lost()};
    EXPECT_EQ(submit({"--yes", "--idempotency-key", "mine"}), ExitCode::unreachable);
    EXPECT_EQ(key(0), "mine");
    EXPECT_TRUE(contains(world.errors, "--idempotency-key mine"));
}

TEST_F(Submitting, ADaemonThatIsNotThereIsNotAskedTwice) {
    EXPECT_EQ(submit({"--yes"}), ExitCode::unreachable);
    EXPECT_EQ(script.requests.size(), 1u);
}

TEST_F(Submitting, ARefusalNamesTheField) {
    script.answers = {problem(422, "invalid-field", "Not good", "outside the roots", "/recordings/0")};
    EXPECT_EQ(submit({"--yes"}), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "/recordings/0"));
}

TEST_F(Submitting, OverrulingPreflightMakesADraftAndStartsItWithTheReason) {
    script.answers = {answer(201, job_json("draft")), job("uploading")};
    EXPECT_EQ(submit({"--yes", "--override-preflight", "short on purpose"}), ExitCode::done);
    EXPECT_FALSE(body(0).contains("start"));
    EXPECT_EQ(script.requests.at(1).target, std::string("/v1/jobs/") + anna + "/start");
    EXPECT_EQ(body(1)["override_preflight"], "short on purpose");
}

TEST_F(Submitting, WhenOnlyTheStartIsRefusedTheDraftIsNamed) {
    script.answers = {answer(201, job_json("draft")), problem(409, "state-forbids", "No")};
    EXPECT_EQ(submit({"--yes", "--override-preflight", "r"}), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, std::string("understudy start ") + anna));
}

TEST_F(Submitting, FilesThatWereIgnoredAreNamedBesideTheDocument) {
    script.answers = {answer(201, job_json("draft", R"(,"ignored":["/a/x.txt","/a/y\u001b.pdf"])"))};
    EXPECT_EQ(submit({"--yes", "--json"}), ExitCode::done);
    EXPECT_TRUE(contains(world.errors, "2 files ignored"));
    EXPECT_TRUE(contains(world.errors, "/a/y\\x1b.pdf"));
}

TEST_F(Submitting, JsonIsExactlyOneDocument) {
    script.answers = {answer(201, job_json("draft"))};
    EXPECT_EQ(submit({"--yes", "--json"}), ExitCode::done);
    EXPECT_EQ(nlohmann::json::parse(world.output)["id"], anna);
}

TEST_F(Submitting, JsonStaysOneDocumentWhileWaiting) {
    script.answers = {answer(201, job_json("draft")), job("uploading"), job("training"), job("completed")};
    EXPECT_EQ(submit({"--yes", "--json", "--wait"}), ExitCode::done);
    EXPECT_EQ(nlohmann::json::parse(world.output)["state"], "completed");
    EXPECT_TRUE(contains(world.errors, "training"));
}

TEST_F(Submitting, WaitingExitsByTheJobsEnd) {
    script.answers = {answer(201, job_json("draft")), job("uploading"), job("failed")};
    EXPECT_EQ(submit({"--yes", "--wait"}), ExitCode::failed);
}

constexpr const char* a_quote =
    R"({"job_id":"x","credits":1000000,"upload":{"bytes":0,"bytes_per_second":null,"seconds":null},)"
    R"("training":{"trainings":0,"median_s":null,"p90_s":null},"shortfall":null,"budget":{},)"
    R"("reuse":{"dataset_id":"dataset_1","words":"dataset_1 holds 198 of these 200 recordings already",)"
    R"("cure":"to send only the other 2: understudy datasets add dataset_1 PATH"}})";
constexpr const char* heard = R"(,"recordings":["/a"],"preflight":{"verdict":"pass","reasons":[]})";

TEST_F(Submitting, WithAQuoteTheJobIsStartedOnlyAfterItWasShownAndAgreedTo) {
    world.attend();
    world.typed = {"y"};
    script.answers = {answer(201, job_json("draft", R"(,"recordings":["/a"])")),
                      job("draft", R"(,"recordings":["/a"])"), job("draft", heard), answer(200, a_quote),
                      job("uploading")};
    EXPECT_EQ(submit({"--quote"}), ExitCode::done) << world.errors;
    EXPECT_FALSE(body(0).contains("start"));
    EXPECT_EQ(script.requests.at(3).target, std::string("/v1/jobs/") + anna + "/quote");
    EXPECT_EQ(script.requests.at(4).target, std::string("/v1/jobs/") + anna + "/start");
    EXPECT_TRUE(contains(world.output, "dataset_1 holds 198 of these 200 recordings already; to send only"))
        << world.output;
}

TEST_F(Submitting, AfterAQuoteANoLeavesTheDraftAndSaysWhatCanBeDoneWithIt) {
    script.answers = {answer(201, job_json("draft", heard)), answer(200, a_quote)};
    EXPECT_EQ(submit({"--quote"}), ExitCode::not_confirmed);
    EXPECT_EQ(script.requests.size(), 2u);
    EXPECT_TRUE(contains(world.errors, std::string("understudy start ") + anna)) << world.errors;
    script.answers = {answer(201, job_json("draft", heard)), answer(200, a_quote)};
    EXPECT_EQ(submit({"--quote", "--draft"}), ExitCode::done) << "a draft spends nothing";
    EXPECT_EQ(submit({"--quote", "--each"}), ExitCode::usage);
}

}  // namespace
}  // namespace understudy::cli
