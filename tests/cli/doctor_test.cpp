// understudy doctor: what the daemon found, as people and scripts read it, and what is seen without it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/checkup.hpp"
#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

class Doctor : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    ExitCode cli(std::vector<std::string> arguments) { return run_cli(world, script, std::move(arguments)); }
    nlohmann::json document() { return nlohmann::json::parse(world.output); }
    /// A daemon of this program's own version that found this.
    static Said found(const std::string& checks, const std::string& version = UNDERSTUDY_VERSION) {
        return answer(200, R"({"verdict":"pass","version":")" + version + R"(","checks":[)" + checks + "]}");
    }
    static std::string check(const std::string& verdict, const std::string& words = "Fine.",
                             const std::string& cure = "null") {
        return R"({"name":"root","subject":"/srv/x","verdict":")" + verdict + R"(","words":")" + words +
               R"(","cure":)" + cure + "}";
    }
};

TEST_F(Doctor, PrintsEachFindingWithItsCureAndACount) {
    script.answers = {
        found(check("pass") + "," + check("fail", "It cannot be read.", R"("sudo setfacl …")"))};
    EXPECT_EQ(cli({"doctor"}), ExitCode::failed);
    EXPECT_EQ(script.requests.at(0).target, "/v1/doctor");
    EXPECT_EQ(script.requests.at(0).method, "GET");
    EXPECT_TRUE(contains(world.output, "pass  root         /srv/x: Fine.\n")) << world.output;
    EXPECT_TRUE(contains(world.output, "fail  root         /srv/x: It cannot be read.\n")) << world.output;
    EXPECT_TRUE(contains(world.output, "                   → sudo setfacl …\n")) << world.output;
    EXPECT_TRUE(contains(world.output, "1 failed, 1 good.")) << world.output;
}

TEST_F(Doctor, ExitsWithSuccessWhenThereIsOnlySomethingToKnowOf) {
    script.answers = {found(check("pass") + "," + check("warn", "It is empty.", R"("mount it")"))};
    EXPECT_EQ(cli({"doctor"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "1 to know of, 1 good.")) << world.output;
}

TEST_F(Doctor, WrapsLongWordsToTheTerminal) {
    world.attend();
    world.columns = 60;
    script.answers = {
        found(check("warn", "One two three four five six seven eight nine ten eleven twelve."))};
    EXPECT_EQ(cli({"doctor"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "\n                   ")) << world.output;
}

TEST_F(Doctor, WarnsOfADaemonOfAnotherVersion) {
    script.answers = {found(check("pass"), "0.0.7")};
    EXPECT_EQ(cli({"doctor"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "The daemon is version 0.0.7")) << world.output;
}

TEST_F(Doctor, PrintsOneDocumentWithJson) {
    script.answers = {found(check("fail", "Gone.", R"("mount it")"))};
    EXPECT_EQ(cli({"doctor", "--json"}), ExitCode::failed);
    EXPECT_EQ(document()["verdict"], "fail");
    EXPECT_EQ(document()["reached"], true);
    EXPECT_EQ(document()["checks"][0]["subject"], "/srv/x");
    EXPECT_EQ(document()["checks"][0]["cure"], "mount it");
}

TEST_F(Doctor, SaysWhatIsSeenFromOutsideWhenTheDaemonDoesNotAnswer) {
    world.outside = {"failed", "/etc/understudy/understudy.toml", true};
    script.answers = {refused_connection()};
    EXPECT_EQ(cli({"doctor"}), ExitCode::unreachable);
    EXPECT_TRUE(contains(world.output, "connection refused")) << world.output;
    EXPECT_TRUE(contains(world.output, "systemd says: failed.")) << world.output;
    EXPECT_TRUE(contains(world.output, "--check-config --config /etc/understudy/understudy.toml"));
    EXPECT_TRUE(contains(world.output, "sudo systemctl start understudyd\n")) << world.output;
    world.output.clear();
    script.answers = {refused_connection()};
    EXPECT_EQ(cli({"doctor", "--json"}), ExitCode::unreachable);
    EXPECT_EQ(document()["reached"], false);
    EXPECT_EQ(document()["verdict"], "fail");
}

TEST_F(Doctor, LooksForTheRightAddressWhenTheServiceRuns) {
    world.outside = {"active", "/etc/understudy/understudy.toml", true};
    script.answers = {refused_connection()};
    EXPECT_EQ(cli({"doctor"}), ExitCode::unreachable);
    EXPECT_TRUE(contains(world.output, "--url")) << world.output;
    EXPECT_FALSE(contains(world.output, "systemctl start")) << world.output;
}

TEST_F(Doctor, AsksAgainWhenTheAnswerWasLost) {
    script.answers = {lost(), found(check("pass"))};
    EXPECT_EQ(cli({"doctor"}), ExitCode::done);
    EXPECT_EQ(script.requests.size(), 2u);
}

TEST_F(Doctor, AsksAgainForHalfAMinuteAtMost) {
    script.answers.assign(100, lost());
    EXPECT_EQ(cli({"doctor"}), ExitCode::unreachable);
    EXPECT_LE(world.moment.steady, seconds{30});
    EXPECT_TRUE(contains(world.output, "connection reset")) << world.output;
}

TEST_F(Doctor, DoesNotAskADaemonAgainThatIsThereAndDoesNotAnswer) {
    world.outside = {"active", "/etc/understudy/understudy.toml", true, true, ""};
    script.answers = {no_answer_in_time(), found(check("pass"))};
    EXPECT_EQ(cli({"doctor"}), ExitCode::unreachable);
    EXPECT_EQ(script.requests.size(), 1u);
    EXPECT_EQ(world.pauses, 0);
    EXPECT_TRUE(contains(world.output, "The daemon is there and does not answer.")) << world.output;
    EXPECT_TRUE(contains(world.output, "\n                     sudo systemctl restart understudyd\n"))
        << world.output;
}

TEST_F(Doctor, EndsWhenItIsInterruptedWhileItAsksAgain) {
    world.interrupt_at_pause = 2;
    script.answers = {lost(), lost(), lost()};
    EXPECT_EQ(cli({"doctor"}), ExitCode::interrupted);
    EXPECT_EQ(script.requests.size(), 2u);
}

TEST_F(Doctor, SaysNothingOfThisMachineWhenTheDaemonIsOnAnother) {
    world.outside = {"failed", "/etc/understudy/understudy.toml", true};
    script.address = "https://studio.example:7878";
    script.answers = {refused_connection()};
    EXPECT_EQ(cli({"doctor", "--json"}), ExitCode::unreachable);
    EXPECT_EQ(world.looks, 0);
    ASSERT_EQ(document()["checks"].size(), 1u) << world.output;
    EXPECT_EQ(document()["checks"][0]["name"], "daemon");
    script.address = "unix:/run/understudy/understudy.sock";
    script.answers = {refused_connection()};
    EXPECT_EQ(cli({"doctor"}), ExitCode::unreachable);
    EXPECT_EQ(world.looks, 1);
}

TEST_F(Doctor, FailsAConfigurationThatTheDaemonDoesNotTake) {
    const auto seen = [this](std::optional<bool> good, const std::string& words) {
        world.outside = {"failed", "/etc/understudy/understudy.toml", true, good, words};
        world.output.clear();
        script.answers = {refused_connection()};
        EXPECT_EQ(cli({"doctor", "--json"}), ExitCode::unreachable);
        return document()["checks"].at(2);
    };
    const auto bad = seen(false, "line 3: sever: unknown key");
    EXPECT_EQ(bad["verdict"], "fail");
    EXPECT_TRUE(contains(bad["words"].get<std::string>(), "line 3: sever: unknown key")) << bad;
    EXPECT_FALSE(contains(document()["checks"][0].dump(), "systemctl start")) << "that would cure nothing";
    EXPECT_EQ(seen(true, "")["verdict"], "pass");
    EXPECT_EQ(seen(std::nullopt, "")["verdict"], "warn") << "nobody looked at it";
    EXPECT_EQ(seen(false, "server.tls_key_file: /k.pem: Permission denied")["verdict"], "warn")
        << "the service's user may be able to";
}

TEST_F(Doctor, ACommandIsNotBrokenAtTheTerminalsEdge) {
    world.attend();
    world.columns = 60;
    const std::string command = "sudo setfacl -R -m u:understudy:rX '/srv/recordings of the year/anna'";
    script.answers = {found(check("fail", "No.",
                                  "\"let it read, each by its own name, or else by its group:\\n" + command +
                                      "\\nor else:\\nsudo true\""))};
    EXPECT_EQ(cli({"doctor"}), ExitCode::failed);
    EXPECT_TRUE(contains(world.output, "\n                     " + command + "\n")) << world.output;
    EXPECT_TRUE(contains(world.output, "\n                     or else:\n                     sudo true\n"))
        << world.output;
}

TEST_F(Doctor, SaysThatATokenIsMissing) {
    script.answers = {problem(401, "/problems/unauthorized", "Unauthorized")};
    EXPECT_EQ(cli({"doctor"}), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "token")) << world.errors;
}

TEST_F(Doctor, AnAnswerThatIsNoCheckupIsNotUnderstood) {
    script.answers = {answer(200, "[]")};
    EXPECT_EQ(cli({"doctor"}), ExitCode::unreachable);
}

TEST_F(Doctor, WhatTheDaemonSaysCannotSteerTheTerminal) {
    script.answers = {found(check("warn", "a\\u001b[2Jb"))};
    EXPECT_EQ(cli({"doctor"}), ExitCode::done);
    EXPECT_FALSE(contains(world.output, "\x1b[2J"));
}

}  // namespace
}  // namespace understudy::cli
