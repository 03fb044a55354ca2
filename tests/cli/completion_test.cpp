#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "cli/completion_guess.hpp"
#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

std::vector<std::string> offered(std::vector<std::string> words) {
    std::vector<std::string> texts;
    for (const Candidate& candidate : guess_next(std::move(words)).candidates)
        texts.push_back(candidate.text);
    return texts;
}

bool offers(std::vector<std::string> words, const std::string& text) {
    const auto texts = offered(std::move(words));
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

using Texts = std::vector<std::string>;

TEST(Completing, CommandsComeFirstAndWithWhatTheyDo) {
    EXPECT_EQ(offered({"exp"}), Texts{"explain"});
    EXPECT_EQ(guess_next({"exp"}).candidates[0].description,
              "Why a job is where it is, and what happens next");
    EXPECT_GT(offered({""}).size(), 15u);
    EXPECT_GT(offered({}).size(), 15u);
    EXPECT_EQ(offered({"--json", "--url", "http://x", "exp"}), Texts{"explain"});
}

TEST(Completing, ACommandOffersItsOptionsAndTheCommonOnes) {
    EXPECT_EQ(offered({"submit", "--na"}), Texts{"--name"});
    EXPECT_TRUE(offers({"list", "--"}, "--state"));
    EXPECT_TRUE(offers({"list", "--"}, "--url"));
    EXPECT_FALSE(offers({"list", "--"}, "--draft"));
    const auto all = offered({"list", "--"});
    EXPECT_EQ(std::count(all.begin(), all.end(), "--help"), 1);
}

TEST(Completing, ValuesComeFromTheGrammar) {
    EXPECT_EQ(offered({"list", "--state", "dr"}), Texts{"draft"});
    EXPECT_EQ(offered({"list", "--state=dr"}), Texts{"--state=draft"});
    EXPECT_EQ(offered({"list", "--state", "failed,dr"}), Texts{"failed,draft"});
    EXPECT_EQ(offered({"submit", "x", "--language", "e"}), (Texts{"el", "en", "es"}));
    EXPECT_EQ(offered({"completion", "z"}), Texts{"zsh"});
    EXPECT_EQ(offered({"resolve", "01JD", "a"}), Texts{"adopt"});
}

TEST(Completing, PathsAreFilesAndIdsAreJobs) {
    EXPECT_TRUE(guess_next({"submit", ""}).files);
    EXPECT_TRUE(guess_next({"submit", "a", "b", ""}).files);
    EXPECT_TRUE(guess_next({"preflight", "--html", ""}).files);
    EXPECT_TRUE(guess_next({"--token-file", ""}).files);
    EXPECT_TRUE(guess_next({"submit", "--", "--na"}).files);
    EXPECT_TRUE(guess_next({"show", ""}).jobs);
    EXPECT_TRUE(guess_next({"preflight", "--job", ""}).jobs);
    EXPECT_FALSE(guess_next({"show", "01JD", ""}).jobs);
    EXPECT_FALSE(guess_next({"submit", "x", "--name", ""}).files);
}

class CompletingIds : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    std::string complete(std::vector<std::string> words) {
        words.insert(words.begin(), "__complete");
        EXPECT_EQ(run_cli(world, script, std::move(words)), ExitCode::done);
        EXPECT_EQ(world.errors, "");
        return std::exchange(world.output, "");
    }
    void two_jobs() {
        script.answers.push_back(answer(200, R"({"data":[)" + job_json("draft") + "," +
                                                 job_json("training", "", berta) +
                                                 R"(],"next_cursor":null})"));
    }
};

TEST_F(CompletingIds, EachJobStandsWithItsNameAndState) {
    two_jobs();
    EXPECT_EQ(complete({"show", ""}),
              std::string(anna) + "\tAnna, draft\n" + std::string(berta) + "\tAnna, training\n");
}

TEST_F(CompletingIds, TheFormThatIsTypedIsKept) {
    two_jobs();
    EXPECT_EQ(complete({"show", anna}), std::string(anna) + "\tAnna, draft\n");
    two_jobs();
    EXPECT_EQ(complete({"show", std::string(berta).substr(4)}),
              std::string(berta).substr(4) + "\tAnna, training\n");
}

TEST_F(CompletingIds, WhatIsWrongWithTheDaemonIsNoBusinessOfWhoIsTyping) {
    EXPECT_EQ(complete({"show", ""}), "");
    script.answers = {problem(401, "unauthorized", "No")};
    EXPECT_EQ(complete({"show", ""}), "");
    script.answers = {answer(200, "[")};
    EXPECT_EQ(complete({"show", ""}), "");
    EXPECT_EQ(complete({"--url", "ftp://x", "show", ""}), "");
    EXPECT_EQ(script.requests.size(), 3u);
}

TEST_F(CompletingIds, ANameCannotAddLines) {
    script.answers = {answer(200, R"({"data":[{"id":"job_1","state":"draft","name":"a\n\tfiles"}]})")};
    EXPECT_EQ(complete({"show", ""}), "job_1\ta\\n\\tfiles, draft\n");
}

}  // namespace
}  // namespace understudy::cli
