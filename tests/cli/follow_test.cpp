// «understudy events --follow»: the history as it happens.
#include <gtest/gtest.h>
#include <unistd.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "cli/http_daemon.hpp"
#include "tests/cli/fakes.hpp"
#include "tests/cli/played_daemon.hpp"

namespace understudy::cli {
namespace {

std::string frame(int id, const std::string& type = "held") {
    const std::string number = std::to_string(id);
    return "id: " + number + "\nevent: " + type + "\ndata: {\"id\":" + number +
           R"(,"at":"2026-11-23T05:43:18Z","type":")" + type + R"(","job_id":")" + anna +
           R"(","state":"draft","cause":"because"})" + "\n\n";
}

class Following : public testing::Test {
  protected:
    FakeWorld world;
    Script script;

    ExitCode follow(std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"events", "--follow"});
        return run_cli(world, script, std::move(more));
    }
    void stream(const std::string& text, Said end) {
        script.streams.push_back(text);
        script.answers.push_back(std::move(end));
    }
    static Said its_end() { return net::Response{200, {{"Content-Type", "text/event-stream"}}, ""}; }
    [[nodiscard]] std::string asked_from(std::size_t request) const {
        return std::string(script.requests.at(request).headers.find("Last-Event-ID").value_or("none"));
    }
};

TEST_F(Following, AJobIsALineForEachEventUntilItIsDeleted) {
    stream(": after 0\n\n" + frame(3) + "event: progress\ndata: {}\n\n" + frame(4, "released"), its_end());
    stream("", problem(404, "job-not-found", "Gone"));
    EXPECT_EQ(follow({anna}), ExitCode::done);
    EXPECT_EQ(world.output,
              "2026-11-23T05:43:18Z  held              because  state=draft\n"
              "2026-11-23T05:43:18Z  released          because  state=draft\n");
    EXPECT_TRUE(contains(world.errors, "the job was deleted"));
    EXPECT_EQ(script.requests[0].target, "/v1/jobs/" + std::string(anna) + "/events");
    EXPECT_EQ(script.requests[0].headers.find("Accept"), "text/event-stream");
}

TEST_F(Following, AllJobsSayWhichJobEachEventIsOfAndJsonIsALineEach) {
    stream(frame(3), its_end());
    world.interrupt_at_pause = 1;
    EXPECT_EQ(follow(), ExitCode::interrupted);
    EXPECT_EQ(script.requests[0].target, "/v1/events");
    EXPECT_TRUE(contains(world.output, "  " + std::string(anna) + "  held")) << world.output;
    world = {};
    stream(frame(3) + frame(4), its_end());
    world.interrupt_at_pause = 1;
    EXPECT_EQ(follow({"--json"}), ExitCode::interrupted);
    EXPECT_EQ(std::count(world.output.begin(), world.output.end(), '\n'), 2) << world.output;
    EXPECT_TRUE(world.output.starts_with("{\"id\":3,")) << world.output;
}

TEST_F(Following, GoesOnBehindTheLastEventWhenTheDaemonIsBackAndSaysOnceThatItWaits) {
    stream(": after 2\n\n" + frame(3) + "id: 4\ndata: {\"id\"", lost());
    stream("", refused_connection());
    stream("", answer(503, "starting"));
    stream(": after 3\n\n" + frame(4), lost());
    world.interrupt_at_pause = 4;
    EXPECT_EQ(follow(), ExitCode::interrupted);
    EXPECT_EQ(asked_from(0), "none");
    EXPECT_EQ(asked_from(1), "3");
    EXPECT_EQ(asked_from(3), "3");
    EXPECT_EQ(std::count(world.output.begin(), world.output.end(), '\n'), 2) << world.output;
    const auto waits = world.errors.find("does not answer (connection reset); trying on");
    ASSERT_NE(waits, std::string::npos) << world.errors;
    const auto back = world.errors.find("answers again", waits);
    ASSERT_NE(back, std::string::npos) << world.errors;
    EXPECT_EQ(world.errors.substr(waits + 1, back - waits).find("does not answer"), std::string::npos);
    EXPECT_TRUE(contains(world.errors, "«understudy events --follow --since 4» goes on from here"));
}

TEST_F(Following, BeginsWhereItIsTold) {
    stream("", its_end());
    world.interrupt_at_pause = 1;
    EXPECT_EQ(follow({anna, "--since", "17"}), ExitCode::interrupted);
    EXPECT_EQ(asked_from(0), "17");
}

TEST_F(Following, ADaemonThatWasNeverThereOrRefusesIsNotWaitedFor) {
    EXPECT_EQ(follow(), ExitCode::unreachable);
    stream("", problem(404, "job-not-found", "Gone"));
    EXPECT_EQ(follow({anna}), ExitCode::refused);
    stream("", problem(503, "too-many-streams", "Too many"));
    EXPECT_EQ(follow(), ExitCode::refused);
    EXPECT_EQ(world.pauses, 0);
}

TEST_F(Following, WhatIsNoStreamOfEventsIsNotUnderstood) {
    stream("<html>", net::Response{200, {{"Content-Type", "text/html"}}, ""});
    EXPECT_EQ(follow(), ExitCode::unreachable);
    stream("id: 3\ndata: nonsense\n\n", its_end());
    EXPECT_EQ(follow(), ExitCode::unreachable);
    EXPECT_EQ(world.output, "");
}

TEST_F(Following, EndsWhenNobodyReads) {
    stream(frame(3), its_end());
    world.reader_gone = true;
    EXPECT_EQ(follow(), ExitCode::done);
    EXPECT_EQ(script.requests.size(), 1u);
}

/// The whole command line over real HTTP: a daemon that cuts each stream in the middle of its second event,
/// and is away for a while.
TEST(FollowingOverHttp, MissesNothingAndRepeatsNothing) {
    const std::string path = testing::TempDir() + "understudy-f" + std::to_string(getpid()) + ".sock";
    const Play play = [](const net::Request& request) {
        const std::string after(request.headers.find("Last-Event-ID").value_or("0"));
        int id = 0;
        std::from_chars(after.data(), after.data() + after.size(), id);
        const std::string begun = frame(id + 2);
        return net::Response{200,
                             {{"Content-Type", "text/event-stream"}},
                             ": after " + after + "\n\n" + frame(id + 1) + begun.substr(0, begun.size() - 1)};
    };
    auto played = std::make_unique<PlayedDaemon>(path, play);
    FakeWorld world;
    world.on_pause = [&] {
        if (world.pauses == 2) played.reset();
        if (world.pauses == 4) played = std::make_unique<PlayedDaemon>(path, play);
        if (world.pauses == 6) world.signalled = true;
    };
    const Reach reach = [](Endpoint endpoint, std::string token, std::string ca_file) {
        return std::make_unique<HttpDaemon>(std::move(endpoint), std::move(token), std::move(ca_file), -1);
    };
    EXPECT_EQ(run({"events", "-f", "--json", "--url", "unix:" + path}, {}, world, reach),
              ExitCode::interrupted);
    std::string ids;
    for (auto at = world.output.find("{\"id\":"); at != std::string::npos;
         at = world.output.find("{\"id\":", at + 1))
        ids += world.output.substr(at + 6, 1);
    EXPECT_EQ(ids, "1234") << world.output;
    EXPECT_TRUE(contains(world.errors, "does not answer") && contains(world.errors, "answers again"));
}

TEST(TheCommandLine, ThatIsNotUnderstoodIsADocumentWithJson) {
    FakeWorld world;
    Script script;
    EXPECT_EQ(run_cli(world, script, {"--json", "events", "--follow", "--since", "-1"}), ExitCode::usage);
    const auto document = nlohmann::json::parse(world.errors);
    EXPECT_EQ(document["type"], "usage");
    EXPECT_TRUE(contains(document["detail"], "is the number of an event")) << world.errors;
    EXPECT_EQ(world.output, "");
}

}  // namespace
}  // namespace understudy::cli
