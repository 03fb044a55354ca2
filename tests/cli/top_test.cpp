#include <gtest/gtest.h>

#include <atomic>

#include "cli/text.hpp"
#include "cli/top_lines.hpp"
#include "tests/cli/at_terminal.hpp"
#include "tests/cli/fakes.hpp"
#include "tests/cli/played_daemon.hpp"

namespace understudy::cli {
namespace {

using std::chrono::minutes;

const Now now{Time(seconds(1'795'000'000)), seconds(100), 0.5};

Job named(const std::string& name, const std::string& state) {
    Job job;
    job.id = "job_" + name;
    job.name = name;
    job.state = state;
    return job;
}

TopView view_of(std::vector<Job> jobs) {
    TopView view;
    view.address = "http://127.0.0.1:7878";
    view.seen = true;
    for (Job& job : jobs) view.jobs.push_back({Snapshot{std::move(job), now.steady, now.wall - minutes(12)}});
    return view;
}

std::string text_of(const TopView& view, ScreenSize size = {160, 24}) {
    std::string text;
    for (const std::string& line : top_lines(view, size, now, false)) {
        EXPECT_LE(display_width(line), size.columns) << line;
        text += line + "\n";
    }
    return text;
}

TEST(TopsLines, APauseOfAllJobsStandsAbove) {
    TopView view = view_of({named("anna", "uploading")});
    view.paused = "all uploading is paused; «understudy resume uploading» ends that";
    EXPECT_TRUE(contains(text_of(view), view.paused));
}

TEST(TopsLines, WhatNeedsAPersonStandsFirst) {
    std::vector<Job> jobs;
    for (const char* state : {"completed", "draft", "training", "uploading", "canceled", "failed"})
        jobs.push_back(named(state, state));
    jobs.push_back(named("again", "failed"));
    jobs.back().retry_at = now.wall + minutes(5);
    jobs.push_back(named("broke", "uploading"));
    jobs.back().hold = Hold{"funds", "", {}};
    jobs.push_back(named("decide", "training"));
    jobs.back().hold = Hold{"unknown_outcome", "resolve it", {}};
    const std::string text = text_of(view_of(std::move(jobs)));
    std::size_t before = 0;
    for (const char* name :
         {"decide", "broke", "failed", "uploading", "training", "again", "draft", "completed", "canceled"}) {
        const std::size_t at = text.find(std::string("job_") + name);
        ASSERT_NE(at, std::string::npos) << name;
        EXPECT_GT(at, before) << name << "\n" << text;
        before = at;
    }
    EXPECT_TRUE(contains(text, "9 jobs · 3 need a person")) << text;
    EXPECT_TRUE(contains(text, "unknown_outcome: resolve it"));
    EXPECT_TRUE(contains(text, "next attempt in 5 min"));
}

TEST(TopsLines, AnUploadHasABarARateAndTheTimeLeft) {
    Job job = named("anna", "uploading");
    job.attempt = 1;
    job.max_attempts = 3;
    job.progress = {10, 5, 100 << 20, 40 << 20};
    TopView view = view_of({job});
    job.progress.bytes_sent = 50 << 20;
    view.jobs[0][0].seen = now.steady - seconds(10);
    view.jobs[0].push_back({job, now.steady, now.wall});
    const std::string text = text_of(view);
    EXPECT_TRUE(contains(text, "[######......] 50 %")) << text;
    EXPECT_TRUE(contains(text, "1.00 MiB/s")) << text;
    EXPECT_TRUE(contains(text, " 50 s ")) << text;
    EXPECT_TRUE(contains(text, "1/3"));
}

TEST(TopsLines, ADraftSaysHowManyRecordingsAreHeard) {
    Job job = named("anna", "draft");
    job.progress.files_total = 527;
    job.progress.files_measured = 12;
    EXPECT_TRUE(contains(text_of(view_of({job})), "12 of 527 heard"));
}

TEST(TopsLines, FitEveryScreen) {
    std::vector<Job> jobs;
    for (int i = 0; i < 50; ++i) jobs.push_back(named("a-rather-long-name-" + std::to_string(i), "training"));
    const TopView view = view_of(std::move(jobs));
    for (std::size_t rows : {1u, 2u, 3u, 4u, 5u, 24u, 100u})
        for (std::size_t columns : {40u, 80u, 200u})
            EXPECT_LE(top_lines(view, {columns, rows}, now, false).size(), rows) << rows;
    EXPECT_TRUE(contains(text_of(view), "… and 30 more")) << text_of(view);
}

TEST(TopsLines, ANameCannotSteerTheTerminal) {
    EXPECT_FALSE(contains(text_of(view_of({named("x\x1b[2J", "draft")})), "\x1b"));
}

TEST(TopsLines, ADaemonThatIsAwayIsSaidAboveTheJobsAsTheyWere) {
    TopView view = view_of({named("anna", "training")});
    view.away = "connection refused";
    EXPECT_TRUE(contains(text_of(view), "does not answer; trying on (connection refused)"));
    EXPECT_TRUE(contains(text_of(view), "job_anna"));
}

class RunningTop : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    ExitCode top() { return run_cli(world, script, {"top"}); }
    void jobs(const std::string& at_work) {
        script.answers.push_back(answer(200, "{\"data\":[" + at_work + "]}"));
        script.answers.push_back(answer(200, "{\"data\":[]}"));
    }
};

TEST_F(RunningTop, QuitsByTheKey) {
    world.attend();
    jobs(job_json("training"));
    world.wakings = {{Woken::By::resize}, {Woken::By::key, 'x'}, {Woken::By::key, 'q'}};
    EXPECT_EQ(top(), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "Anna"));
}

TEST_F(RunningTop, WhatIsAsItWasIsNotSentAgain) {
    world.attend();
    world.wakings = {{Woken::By::time}, {Woken::By::time}, {Woken::By::key, 'q'}};
    script.answers.push_back(
        net::Response{200, {{"ETag", "\"1\""}}, "{\"data\":[" + job_json("training") + "]}"});
    script.answers.push_back(answer(200, "{\"data\":[]}"));
    for (int look = 0; look < 2; ++look) {
        script.answers.push_back(answer(304, ""));
        script.answers.push_back(answer(200, "{\"data\":[]}"));
    }
    EXPECT_EQ(top(), ExitCode::done);
    ASSERT_EQ(script.requests.size(), 6u);
    EXPECT_FALSE(script.requests[0].headers.find("If-None-Match"));
    EXPECT_EQ(script.requests[4].headers.find("If-None-Match"), "\"1\"");
    EXPECT_FALSE(script.requests[5].headers.find("If-None-Match"));
    EXPECT_TRUE(contains(world.output.substr(world.output.rfind("\x1b[H")), "Anna"));
}

TEST_F(RunningTop, GoesOnWhileTheDaemonIsAway) {
    world.attend();
    script.answers = {refused_connection()};
    world.wakings = {{Woken::By::time}, {Woken::By::time}, {Woken::By::key, 'q'}};
    jobs(job_json("training"));
    EXPECT_EQ(top(), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "trying on"));
    EXPECT_TRUE(contains(world.output, "Anna"));
}

TEST_F(RunningTop, EndsWithTheTerminal) {
    world.attend();
    jobs(job_json("training"));
    EXPECT_EQ(top(), ExitCode::interrupted);
}

TEST_F(RunningTop, ARefusalIsSaidAndEndsIt) {
    world.attend();
    script.answers = {problem(401, "unauthorized", "No token")};
    EXPECT_EQ(top(), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "wants a token")) << world.errors;
}

TEST_F(RunningTop, WithoutATerminalItRefusesKindly) {
    EXPECT_EQ(top(), ExitCode::usage);
    EXPECT_TRUE(contains(world.errors, "understudy list"));
    EXPECT_TRUE(script.requests.empty());
}

TEST(TopOnATerminal, DrawsResizesAndLeavesTheTerminalAsItWas) {
    std::atomic<bool> away{false};
    const PlayedDaemon played(
        testing::TempDir() + "understudy-t" + std::to_string(getpid()) + ".sock",
        [&](const net::Request& request) -> std::optional<net::Response> {
            if (away) return std::nullopt;
            const bool rest = contains(request.target, "completed");
            return net::Response{200, {}, "{\"data\":[" + (rest ? "" : job_json("training")) + "]}"};
        });
    for (const char* end : {"q", "\x03"}) {
        AtTerminal terminal({"top", "--url", played.url()});
        ASSERT_TRUE(terminal.reads_until("Anna")) << terminal.text();
        EXPECT_TRUE(contains(terminal.text(), "\x1b[?1049h"));
        EXPECT_FALSE(terminal.echoes());
        terminal.forget();
        terminal.resize(24, 40);
        ASSERT_TRUE(terminal.reads_until("q quits")) << terminal.text();
        away = true;
        ASSERT_TRUE(terminal.reads_until("trying on")) << terminal.text();
        away = false;
        terminal.type(end);
        ASSERT_TRUE(terminal.reads_until("\x1b[?25h\x1b[?1049l")) << terminal.text();
        EXPECT_EQ(terminal.exit_code(), *end == 'q' ? 0 : 130);
    }
}

}  // namespace
}  // namespace understudy::cli
