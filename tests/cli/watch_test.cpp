#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

class Watching : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    ExitCode watch(std::vector<std::string> more = {}) {
        std::vector<std::string> arguments{"watch", anna};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_cli(world, script, std::move(arguments));
    }
};

std::string sent(int bytes) {
    return R"(,"progress":{"files_total":2,"files_done":1,"bytes_total":100,"bytes_sent":)" +
           std::to_string(bytes) + "}";
}

TEST_F(Watching, ExitsWithZeroWhenTheJobIsCompletedAndNamesItsVoices) {
    script.answers = {job("training"), job("completed", R"(,"voices":[{"id":"v1","name":"Anna 1"}])")};
    EXPECT_EQ(watch(), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "v1  Anna 1"));
}

/// As the daemon says it while all spending is paused.
Said paused_job(const std::string& state) {
    Said said = job(state);
    said->headers.set("ETag", "\"1-0\"");
    said->headers.set("Understudy-Paused", "spending");
    return said;
}

TEST_F(Watching, SaysOnceThatAllIsPausedAndOnceThatItGoesOn) {
    Said on = job("training");
    on->headers.set("ETag", "\"2-0\"");
    script.answers = {paused_job("uploading"), paused_job("uploading"), on, job("completed")};
    EXPECT_EQ(watch(), ExitCode::done);
    EXPECT_EQ(world.errors,
              "understudy: all spending is paused; «understudy resume spending» ends that\n"
              "understudy: what was paused for all jobs goes on\n");
}

TEST_F(Watching, ShowsThePauseBelowTheJobOnATerminal) {
    world.attend();
    script.answers = {paused_job("uploading"), job("completed")};
    EXPECT_EQ(watch(), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "all spending is paused")) << world.output;
    EXPECT_EQ(world.errors, "");
}

TEST_F(Watching, ExitsWithOneWhenTheJobFailedForGoodOrWasCanceled) {
    script.answers = {job("failed", R"(,"error":{"title":"The data is not good"})")};
    EXPECT_EQ(watch(), ExitCode::failed);
    EXPECT_TRUE(contains(world.output, "The data is not good"));
    EXPECT_TRUE(contains(world.output, "understudy retry"));
    script.answers = {job("canceled")};
    EXPECT_EQ(watch(), ExitCode::failed);
}

TEST_F(Watching, AFailureThatWillBeReattemptedIsNotTheEnd) {
    script.answers = {job("failed", R"(,"retry_at":"2026-11-23T05:43:18Z")"), job("training"),
                      job("completed")};
    EXPECT_EQ(watch(), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "next attempt at 2026-11-23T05:43:18Z"));
}

TEST_F(Watching, WithoutATerminalEachChangeIsOneLineAndNothingElseIs) {
    script.answers = {job("uploading", sent(0)), job("uploading", sent(5)), job("uploading", sent(50)),
                      job("uploading", sent(55)), job("completed")};
    EXPECT_EQ(watch(), ExitCode::done);
    EXPECT_EQ(std::count(world.output.begin(), world.output.end(), '\n'), 4) << world.output;
    EXPECT_TRUE(contains(world.output, "uploading, 50 %: 1 of 2 files"));
    EXPECT_EQ(world.output.find('\x1b'), std::string::npos);
}

TEST_F(Watching, LooksAboutTwiceASecond) {
    script.answers = {job("training"), job("training"), job("completed")};
    EXPECT_EQ(watch(), ExitCode::done);
    EXPECT_EQ(world.moment.steady, milliseconds(1'000));
}

TEST_F(Watching, TheETagIsShownAndNotModifiedIsNoChange) {
    net::Response first{200, {{"ETag", "\"7\""}}, job_json("training")};
    script.answers = {first, answer(304, ""), job("completed")};
    EXPECT_EQ(watch(), ExitCode::done);
    EXPECT_FALSE(script.requests[0].headers.find("If-None-Match"));
    EXPECT_EQ(script.requests[1].headers.find("If-None-Match"), "\"7\"");
}

TEST_F(Watching, ADaemonThatIsGoneAndComesBackIsWaitedForAndSaidOnce) {
    script.answers = {job("training"),         refused_connection(), refused_connection(), lost(),
                      answer(503, "starting"), job("training"),      job("completed")};
    EXPECT_EQ(watch(), ExitCode::done);
    const auto first = world.errors.find("does not answer");
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(world.errors.find("does not answer", first + 1), std::string::npos);
    EXPECT_TRUE(contains(world.errors, "answers again"));
}

TEST_F(Watching, ADaemonThatWasNeverThereIsNotWaitedFor) { EXPECT_EQ(watch(), ExitCode::unreachable); }

TEST_F(Watching, AJobThatIsDeletedMeanwhileEndsTheWatch) {
    script.answers = {job("draft"), problem(404, "job-not-found", "Gone")};
    EXPECT_EQ(watch(), ExitCode::refused);
}

TEST_F(Watching, AHoldThatNeedsADecisionEndsTheWatchAndSaysWhatIsNeeded) {
    const std::string hold = R"(,"hold":{"reason":"preflight","needs":"longer recordings, or an override"})";
    script.answers = {job("draft", hold)};
    EXPECT_EQ(watch(), ExitCode::needs_person);
    EXPECT_TRUE(contains(world.output, "longer recordings, or an override"));
}

TEST_F(Watching, ThroughHoldsItWaitsForThePersonToo) {
    script.answers = {job("draft", R"(,"hold":{"reason":"preflight"})"), job("uploading"), job("completed")};
    EXPECT_EQ(watch({"--through-holds"}), ExitCode::done);
}

TEST_F(Watching, AHoldThatEndsByItselfIsWaitedFor) {
    script.answers = {job("training", R"(,"hold":{"reason":"funds","needs":"credits"})"), job("training"),
                      job("completed")};
    EXPECT_EQ(watch(), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "Needs: credits"));
}

TEST_F(Watching, JsonIsALineForEachChange) {
    script.answers = {job("training"), job("training"), job("completed")};
    EXPECT_EQ(watch({"--json"}), ExitCode::done);
    std::istringstream lines(world.output);
    std::vector<std::string> states;
    for (std::string line; std::getline(lines, line);) states.push_back(nlohmann::json::parse(line)["state"]);
    EXPECT_EQ(states, (std::vector<std::string>{"training", "completed"}));
}

TEST_F(Watching, AnInterruptSaysThatTheJobGoesOn) {
    script.answers = {job("training"), job("training"), job("training")};
    world.interrupt_at_pause = 2;
    EXPECT_EQ(watch(), ExitCode::interrupted);
    EXPECT_TRUE(contains(world.errors, "the job goes on"));
    EXPECT_TRUE(contains(world.errors, std::string("understudy watch ") + anna));
}

TEST_F(Watching, OnATerminalTheLinesAreDrawnInPlaceAndTheTerminalIsLeftClean) {
    world.attend();
    world.out_is.colours = true;
    script.answers = {job("uploading", sent(10)), job("uploading", sent(20)), job("training")};
    world.interrupt_at_pause = 3;
    EXPECT_EQ(watch(), ExitCode::interrupted);
    EXPECT_TRUE(contains(world.output, "\x1b[3A"));
    EXPECT_EQ(world.output.rfind("\x1b[?25h"), world.output.size() - 6);
    const auto last_colour = world.output.rfind("\x1b[3");
    EXPECT_NE(world.output.find("\x1b[0m", last_colour), std::string::npos);
}

TEST_F(Watching, OnATerminalAnAbsenceIsDrawnUnderTheJob) {
    world.attend();
    script.answers = {job("training"), refused_connection(), job("completed")};
    EXPECT_EQ(watch(), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "the daemon does not answer (connection refused); trying on"));
    EXPECT_EQ(world.errors, "");
}

}  // namespace
}  // namespace understudy::cli
