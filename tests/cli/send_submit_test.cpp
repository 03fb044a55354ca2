// send --submit: what was sent becomes one job, however often the command is run.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/sender.hpp"

namespace understudy::cli {
namespace {

class SendAndSubmit : public Send {
  protected:
    /// Nothing of what is asked for would be refused.
    static Said good() { return answer(204, ""); }
    ExitCode submit(std::vector<std::string> more = {"--yes"}) {
        std::vector<std::string> arguments{"send",   folder, "--to",       "Anna", "--submit",
                                           "--name", "Anna", "--language", "en"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_cli(world, script, arguments);
    }
    [[nodiscard]] std::string key() const {
        return std::string(script.requests.back().headers.find("Idempotency-Key").value_or("none"));
    }
};

TEST_F(SendAndSubmit, SendsAllAndThenMakesAndStartsAJobOfTheFolder) {
    script.answers = {
        inbox(), good(), no_folder(), stands_at(0, 201), stands_at(5, 204), answer(201, job_json("draft"))};
    EXPECT_EQ(submit({"--yes", "--label", "studio=north", "--priority", "3"}), ExitCode::done)
        << world.errors;
    EXPECT_EQ(asked().back(), "POST /v1/jobs");
    EXPECT_EQ(nlohmann::json::parse(script.requests.back().body),
              nlohmann::json::parse(R"({"name":"Anna","language":"en","recordings":["/inbox/Anna"],)"
                                    R"("labels":{"studio":"north"},"priority":3,"start":true})"));
    EXPECT_TRUE(contains(world.output, "1 sent (5 B)")) << world.output;
    EXPECT_TRUE(contains(world.output, anna)) << world.output;
}

TEST_F(SendAndSubmit, SendsNothingWhereTheJobWouldBeRefused) {
    script.answers = {
        inbox(), problem(422, "/problems/invalid-field", "A field is not valid", "not known", "/language")};
    EXPECT_EQ(submit(), ExitCode::refused);
    EXPECT_EQ(asked(), (std::vector<std::string>{"GET /v1/inbox", "POST /v1/jobs"}));
    EXPECT_EQ(nlohmann::json::parse(script.requests.back().body),
              nlohmann::json::parse(
                  R"({"name":"Anna","language":"en","recordings":["/inbox/Anna"],"check":true})"));
    EXPECT_TRUE(contains(world.errors, "/language")) << world.errors;
}

TEST_F(SendAndSubmit, MakesNoJobWhereNotAllIsThere) {
    script.answers = {inbox(), good(), no_folder(),
                      problem(507, "/problems/inbox-full", "The inbox is full")};
    EXPECT_EQ(submit(), ExitCode::refused);
    EXPECT_EQ(asked().back(), "POST /v1/inbox/uploads");
}

TEST_F(SendAndSubmit, TheSameCommandAgainHasTheSameKeyAndSaysWhichJobItIs) {
    script.answers = {inbox(), good(), no_folder(), stands_at(0, 201), stands_at(5, 204), lost()};
    EXPECT_EQ(submit(), ExitCode::unreachable);
    const std::string first = key();
    EXPECT_FALSE(contains(world.errors, first)) << "it is printed nowhere";
    EXPECT_TRUE(contains(world.errors, "run the same command again")) << world.errors;
    Said replayed = answer(201, job_json("uploading"));
    replayed->headers.set("Idempotency-Replayed", "true");
    script.answers = {inbox(), good(), all_there(), replayed};
    EXPECT_EQ(submit(), ExitCode::done) << world.errors;
    EXPECT_EQ(key(), first);
    EXPECT_TRUE(contains(world.errors, std::string("submitted before, as ") + anna)) << world.errors;
}

TEST_F(SendAndSubmit, OtherRecordingsAreAnotherSubmission) {
    script.answers = {inbox(), good(), all_there(), answer(201, job_json("draft"))};
    EXPECT_EQ(submit(), ExitCode::done) << world.errors;
    const std::string first = key();
    write("b.wav", "world");
    script.answers = {
        inbox(), good(), all_there(), stands_at(0, 201), stands_at(5, 204), answer(201, job_json("draft"))};
    EXPECT_EQ(submit(), ExitCode::done) << world.errors;
    EXPECT_NE(key(), first);
}

TEST_F(SendAndSubmit, AsksBeforeItSendsAndSendsNothingAfterANo) {
    EXPECT_EQ(submit({}), ExitCode::not_confirmed);
    EXPECT_TRUE(contains(world.errors, "Nothing was sent")) << world.errors;
    world.attend();
    world.typed = {"n"};
    EXPECT_EQ(submit({}), ExitCode::not_confirmed);
    EXPECT_TRUE(script.requests.empty());
    script.answers = {inbox(), good(), all_there(), answer(201, job_json("draft"))};
    EXPECT_EQ(submit({"--draft"}), ExitCode::done) << "a draft spends nothing";
    EXPECT_FALSE(contains(script.requests.back().body, "start"));
}

TEST_F(SendAndSubmit, JsonIsTheJobAlone) {
    script.answers = {inbox(), good(), all_there(), answer(201, job_json("draft"))};
    EXPECT_EQ(submit({"--yes", "--json"}), ExitCode::done) << world.errors;
    EXPECT_EQ(nlohmann::json::parse(world.output)["id"], anna);
}

TEST_F(SendAndSubmit, OfAJobThatWasOverruledBeforeNothingIsStartedTwice) {
    Said replayed = answer(201, job_json("uploading"));
    replayed->headers.set("Idempotency-Replayed", "true");
    script.answers = {inbox(), good(), all_there(), replayed};
    EXPECT_EQ(submit({"--yes", "--override-preflight", "short on purpose"}), ExitCode::done) << world.errors;
    EXPECT_EQ(asked().back(), "POST /v1/jobs");
}

TEST_F(SendAndSubmit, WhatIsMissingOrGoesWithSubmitAloneIsSaidBeforeAnythingIsAsked) {
    EXPECT_EQ(run_cli(world, script, {"send", folder, "--to", "Anna", "--name", "Anna"}), ExitCode::usage);
    EXPECT_TRUE(contains(world.errors, "--submit")) << world.errors;
    for (std::vector<std::string> more : {std::vector<std::string>{"--name", "Anna"}, {"--language", "en"}}) {
        more.insert(more.begin(), {"send", folder, "--to", "Anna", "--submit"});
        EXPECT_EQ(run_cli(world, script, more), ExitCode::usage);
    }
    EXPECT_EQ(submit({"--draft", "--wait"}), ExitCode::usage);
    EXPECT_TRUE(script.requests.empty());
}

}  // namespace
}  // namespace understudy::cli
