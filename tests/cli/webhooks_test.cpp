// Who is told of jobs, from the command line.
#include <gtest/gtest.h>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

class Webhooks : public testing::Test {
  protected:
    FakeWorld world;
    Script script;

    [[nodiscard]] std::string asked(std::size_t nth = 0) const {
        return script.requests.at(nth).method + " " + script.requests.at(nth).target;
    }
    [[nodiscard]] bool said(std::string_view words) const {
        return world.output.find(words) != std::string::npos;
    }
    static Said page(const std::string& message, const std::string& cursor) {
        return answer(200, R"({"data":[{"message_id":")" + message +
                               R"(","type":"job.held","status":"failed","tries":10,"next_try":null,)"
                               R"("last_outcome":"HTTP 500"}],"next_cursor":)" +
                               cursor + "}");
    }
};

TEST_F(Webhooks, AreListed) {
    script.answers = {answer(200,
                             R"({"data":[{"name":"studio","url":"https://a/hook","waiting":2,"failed":1,)"
                             R"("gone":false,"next_try":"2026-12-01T00:00:00.000000Z"}]})")};
    EXPECT_EQ(run_cli(world, script, {"webhooks"}), ExitCode::done);
    EXPECT_EQ(asked(), "GET /v1/webhooks");
    EXPECT_TRUE(said("studio")) << world.output;
    EXPECT_TRUE(said("https://a/hook")) << world.output;
}

TEST_F(Webhooks, SayBelowTheListWhyNothingCanBeSent) {
    script.answers = {answer(200,
                             R"({"data":[{"name":"old","url":"","waiting":2,"failed":0,"gone":false,)"
                             R"("next_try":null,"unready":"it is not in the configuration any more"}]})")};
    EXPECT_EQ(run_cli(world, script, {"webhooks"}), ExitCode::done);
    EXPECT_TRUE(said("old: nothing is sent to it: it is not in the configuration any more")) << world.output;
}

TEST_F(Webhooks, ShowInTheirTableWhatIsWrong) {
    script.answers = {answer(
        200,
        R"({"data":[{"name":"a","url":"https://a","waiting":0,"failed":0,"gone":false,"unready":null},)"
        R"({"name":"b","url":"https://b","waiting":0,"failed":0,"gone":false,"unready":"its secret: no such file"},)"
        R"({"name":"c","url":"https://c","waiting":0,"failed":1,"gone":true,"unready":null}]})")};
    EXPECT_EQ(run_cli(world, script, {"webhooks"}), ExitCode::done);
    EXPECT_TRUE(said("STATE")) << world.output;
    EXPECT_TRUE(said("ready")) << world.output;
    EXPECT_TRUE(said("b: nothing is sent to it: its secret: no such file")) << world.output;
    EXPECT_TRUE(said("c: nothing is sent to it: its receiver is gone (410)")) << world.output;
    EXPECT_FALSE(said("a: nothing")) << world.output;
}

TEST_F(Webhooks, SayBelowTheMessagesWhyNothingIsTried) {
    script.answers = {page("msg_1", "null"),
                      answer(200, R"({"data":[{"name":"studio","gone":false,"unready":"its secret: gone"},)"
                                  R"({"name":"other","gone":false,"unready":"not this one"}]})")};
    EXPECT_EQ(run_cli(world, script, {"webhooks", "messages", "studio"}), ExitCode::done);
    EXPECT_EQ(asked(1), "GET /v1/webhooks");
    EXPECT_TRUE(said("studio: nothing is sent to it: its secret: gone")) << world.output;
    EXPECT_FALSE(said("not this one")) << world.output;
}

TEST_F(Webhooks, SayWhatIsInTheWayOfATest) {
    script.answers = {
        answer(409, R"({"type":"/problems/webhook-unready","title":"Nothing can be sent to this webhook",)"
                    R"("status":409,"detail":"its secret: no such file"})")};
    EXPECT_NE(run_cli(world, script, {"webhooks", "test", "studio"}), ExitCode::done);
    EXPECT_FALSE(said("is on its way")) << world.output;
    EXPECT_NE(world.errors.find("no such file"), std::string::npos) << world.errors;
}

TEST_F(Webhooks, AreNoneUntilTheyAreConfigured) {
    script.answers = {answer(200, R"({"data":[]})")};
    EXPECT_EQ(run_cli(world, script, {"webhooks"}), ExitCode::done);
    EXPECT_TRUE(said("There are no webhooks")) << world.output;
}

TEST_F(Webhooks, AreTested) {
    script.answers = {answer(202, R"({"message_id":"msg_test_1"})")};
    EXPECT_EQ(run_cli(world, script, {"webhooks", "test", "studio"}), ExitCode::done);
    EXPECT_EQ(asked(), "POST /v1/webhooks/studio/test");
    EXPECT_TRUE(said("msg_test_1 is on its way")) << world.output;
}

TEST_F(Webhooks, ShowTheMessagesOfAllPages) {
    script.answers = {page("msg_1", "\"next\""), page("msg_2", "null")};
    EXPECT_EQ(run_cli(world, script, {"webhooks", "messages", "studio", "--status", "failed", "--json"}),
              ExitCode::done);
    EXPECT_EQ(asked(0), "GET /v1/webhooks/studio/messages?limit=1000&status=failed");
    EXPECT_EQ(asked(1), "GET /v1/webhooks/studio/messages?limit=1000&status=failed&cursor=next");
    EXPECT_TRUE(said("msg_1")) << world.output;
    EXPECT_TRUE(said("msg_2")) << world.output;
}

TEST_F(Webhooks, AreSentAgain) {
    script.answers = {answer(202, R"({"resent":3})"), answer(202, R"({"resent":1})")};
    EXPECT_EQ(run_cli(world, script, {"webhooks", "resend", "studio"}), ExitCode::done);
    EXPECT_EQ(script.requests[0].body, "");
    EXPECT_TRUE(said("3 messages sent again")) << world.output;
    EXPECT_EQ(run_cli(world, script, {"webhooks", "resend", "studio", "msg_1"}), ExitCode::done);
    EXPECT_EQ(script.requests[1].body, R"({"message_id":"msg_1"})");
}

TEST_F(Webhooks, AreAskedForByName) {
    const std::vector<std::vector<std::string>> wrong{{"webhooks", "test"},
                                                      {"webhooks", "list", "studio"},
                                                      {"webhooks", "test", "studio", "msg_1"},
                                                      {"webhooks", "resend", "studio", "--status", "failed"},
                                                      {"webhooks", "remove", "studio"}};
    for (const auto& arguments : wrong) EXPECT_EQ(run_cli(world, script, arguments), ExitCode::usage);
    EXPECT_TRUE(script.requests.empty());
}

}  // namespace
}  // namespace understudy::cli
