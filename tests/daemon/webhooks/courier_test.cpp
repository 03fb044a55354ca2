// What the courier does when all goes well, and what a receiver may make of it.
#include "courier_world.hpp"

namespace understudy::simulated {
namespace {

TEST_F(TheCourier, DeliversWhatIsWantedOnceAndAtOnce) {
    plan({"a"});
    const std::string id = happens();
    happens("uploading");
    wait(seconds{1});
    ASSERT_EQ(sender.sent.size(), 1U);
    EXPECT_EQ(sender.sent[0].message_id, id);
    wait(hours{100});
    EXPECT_EQ(sender.sent.size(), 1U);
    EXPECT_EQ(courier->facts().delivered, 1U);
    EXPECT_EQ(courier->facts().waiting, 0);
}

TEST_F(TheCourier, TellsNothingOfWhatHappenedBeforeItWasConfigured) {
    happens();
    plan({"a"});
    wait(hours{1});
    EXPECT_TRUE(sender.sent.empty());
}

TEST_F(TheCourier, SleepsWhileNothingWaits) {
    plan({"a"});
    happens();
    wait(seconds{10});
    const auto steps = loop.steps();
    wait(hours{24 * 30});
    EXPECT_EQ(loop.steps(), steps);
}

TEST_F(TheCourier, TriesTenTimesOverThreeDaysAndThenGivesUp) {
    sender.answers["a"] = {http(500)};
    plan({"a"});
    const std::string id = happens();
    wait(hours{24 * 6});
    EXPECT_EQ(sender.tries_of(id), 10U);
    EXPECT_EQ(sender.sent.size(), 10U);
    for (const auto& sent : sender.sent) EXPECT_EQ(sent.body, sender.sent[0].body);
    EXPECT_GT(sender.sent.back().steady, hours{67});
    EXPECT_LT(sender.sent.back().steady, hours{84});
    EXPECT_EQ(courier->facts().failed, 1U);
    EXPECT_EQ(courier->facts().failed_kept, 1);
    ASSERT_EQ(told.size(), 2U) << "it is said when it begins, and when it is given up";
    EXPECT_NE(told[1].find("given up after 10 tries: HTTP 500"), std::string::npos) << told[1];
}

TEST_F(TheCourier, TakesOnlyA2xxForDelivered) {
    for (const int status : {200, 201, 299}) {
        sender.answers["a"] = {http(status)};
        plan({"a"});
        const std::string id = happens();
        wait(hours{1});
        EXPECT_EQ(sender.tries_of(id), 1U) << status;
    }
    for (const int status : {199, 300, 302, 400, 404, 500}) {
        sender.answers["a"] = {http(status), http(200)};
        const std::string id = happens();
        wait(hours{1});
        EXPECT_EQ(sender.tries_of(id), 2U) << status;
    }
}

TEST_F(TheCourier, KeepsTheOrderOfAgeWithOneRequestForEachReceiver) {
    plan({"a"});
    std::vector<std::string> ids;
    for (int i = 0; i < 20; ++i) ids.push_back(happens());
    wait(minutes{1});
    ASSERT_EQ(sender.sent.size(), ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(sender.sent[i].message_id, ids[i]);
    EXPECT_FALSE(sender.two_at_once);
}

TEST_F(TheCourier, HasFourRequestsUnderWayAtMostAndStarvesNobody) {
    sender.takes = seconds{15};
    plan({"a", "b", "c", "d", "e", "f"});
    for (int i = 0; i < 5; ++i) happens();
    wait(seconds{31});
    std::set<std::string> served;
    for (const auto& sent : sender.sent) served.insert(sent.webhook);
    EXPECT_EQ(served.size(), 6U) << "the slow ones hold up nobody for more than their limit";
    EXPECT_EQ(sender.most_under_way, Courier::most_in_flight);
    EXPECT_FALSE(sender.two_at_once);
    wait(hours{1});
    EXPECT_EQ(sender.sent.size(), 30U);
}

TEST_F(TheCourier, TriesWhatWaitedAtOnceWhenTheReceiverIsBack) {
    sender.answers["a"] = {http(503), http(503), http(503), http(204)};
    plan({"a"});
    const std::string first = happens(), second = happens(), third = happens();
    wait(seconds{4});
    EXPECT_EQ(sender.sent.size(), 3U);
    wait(seconds{3});
    EXPECT_EQ(sender.sent.size(), 6U);
    EXPECT_EQ(courier->facts().delivered, 3U);
}

TEST_F(TheCourier, DoesNotHurryAMessageThatItsReceiverNeverTakes) {
    plan({"a"});
    sender.answers["a"] = {http(400), http(204)};
    const std::string poison = happens();
    wait(seconds{1});
    for (int i = 0; i < 50; ++i) {
        sender.answers["a"] = {http(204)};
        if (i % 2 == 0) sender.answers["a"] = {http(204), http(400)};
        happens();
        wait(milliseconds{500});
    }
    EXPECT_LE(sender.tries_of(poison), 5U);
}

TEST_F(TheCourier, WaitsAsLongAsTheReceiverAsks) {
    sender.answers["a"] = {http(429, minutes{10}), http(204)};
    plan({"a"});
    happens();
    wait(minutes{1});
    happens();
    wait(minutes{8});
    EXPECT_EQ(sender.sent.size(), 1U) << "the newer message waits, too";
    wait(minutes{3});
    EXPECT_EQ(sender.sent.size(), 3U);
}

TEST_F(TheCourier, SendsNothingMoreToAReceiverThatIsGoneUntilSomebodyAsks) {
    sender.answers["a"] = {http(410), http(204)};
    plan({"a"});
    const std::string id = happens();
    wait(seconds{1});
    happens();
    wait(hours{100});
    EXPECT_EQ(sender.sent.size(), 1U);
    EXPECT_EQ(courier->checks().at(0).verdict, CheckVerdict::fail);
    kill_and_restart();
    wait(hours{1});
    EXPECT_EQ(sender.sent.size(), 1U) << "a restart opens nothing";
    std::int64_t resent = 0;
    courier->resend("a", "", [&](const auto& count) { resent = *count; });
    wait(seconds{1});
    EXPECT_EQ(resent, 1);
    ASSERT_EQ(sender.sent.size(), 2U);
    EXPECT_EQ(sender.sent[1].message_id, id);
}

TEST_F(TheCourier, IsOpenAgainWhenTheConfigurationLeadsElsewhere) {
    sender.answers["a"] = {http(410), http(204)};
    plan({"a"});
    happens();
    wait(seconds{1});
    plan({"a"}, "y");
    happens();
    wait(seconds{1});
    EXPECT_EQ(sender.sent.size(), 2U);
}

TEST_F(TheCourier, SaysWhatItIsAskedForByNamesThatThereAre) {
    plan({"a"});
    std::optional<Problem> problem;
    courier->test("b", [&](const auto& answer) { problem = answer.error(); });
    wait(seconds{1});
    EXPECT_EQ(problem->type, "webhook-not-found");
    EXPECT_NE(problem->detail.find("those that there are: a"), std::string::npos) << problem->detail;
    courier->resend("a", "msg_none", [&](const auto& answer) { problem = answer.error(); });
    wait(seconds{1});
    EXPECT_EQ(problem->type, "webhook-message-not-found");
    std::string id;
    courier->test("a", [&](const auto& answer) { id = answer->message_id; });
    wait(seconds{1});
    EXPECT_EQ(sender.tries_of(id), 1U);
}

TEST_F(TheCourier, DropsOneThatIsTakenOutInTheMiddleOfATry) {
    sender.takes = seconds{10};
    plan({"a", "b"});
    happens();
    wait(seconds{1});
    plan({"b"});
    wait(hours{1});
    happens();
    wait(minutes{1});
    EXPECT_EQ(courier->facts().webhooks, 1U);
    EXPECT_EQ(courier->facts().waiting, 0);
    EXPECT_EQ(sender.sent.back().webhook, "b");
}

TEST_F(TheCourier, QueuesNoTestWhereNothingCanBeSent) {
    courier->plan({{"a", "https://a", {}, "target", "its secret: there is none"}});
    wait(seconds{1});
    std::vector<Problem> refused;
    courier->test("a", [&](const Result<WebhookMessage, Problem>& answer) {
        if (!answer.ok()) refused.push_back(answer.error());
    });
    courier->resend("a", "", [&](const Result<std::int64_t, Problem>& answer) {
        if (!answer.ok()) refused.push_back(answer.error());
    });
    wait(seconds{1});
    ASSERT_EQ(refused.size(), 2U);
    for (const Problem& problem : refused) {
        EXPECT_EQ(problem.type, "webhook-unready");
        EXPECT_NE(problem.detail.find("its secret: there is none"), std::string::npos) << problem.detail;
    }
    EXPECT_EQ(courier->facts().waiting, 0);
}

TEST_F(TheCourier, WaitsForAReloadWhereTheSecretIsMissing) {
    sender.answers["a"] = {{Kind::unready, 0, {}, "its secret is missing"}};
    plan({"a"});
    const std::string id = happens();
    wait(hours{100});
    EXPECT_EQ(sender.tries_of(id), 1U);
    sender.answers["a"] = {http(204)};
    plan({"a"});
    wait(seconds{1});
    EXPECT_EQ(courier->facts().delivered, 1U) << "no try was lost to it";
}

}  // namespace
}  // namespace understudy::simulated
