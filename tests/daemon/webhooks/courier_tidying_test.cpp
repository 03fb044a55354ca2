// What is kept, and for how long: receivers that are away for weeks, webhooks that have another name or none.
#include "courier_world.hpp"

namespace understudy::simulated {
namespace {

constexpr Duration day = hours{24};

TEST_F(TheCourier, LetsNothingGrowBeforeAReceiverThatIsAwayForWeeks) {
    sender.answers["a"] = {http(500)};
    sender.takes = minutes{10};
    plan({"a"});
    std::int64_t most_waiting = 0, most_failed = 0;
    for (int hour = 0; hour < 24 * 45; ++hour) {
        for (int i = 0; i < 2; ++i) happens();  // more than there is time to try ten times
        wait(hours{1});
        most_waiting = std::max(most_waiting, courier->facts().waiting);
        most_failed = std::max(most_failed, courier->facts().failed_kept);
    }
    EXPECT_GT(most_waiting, 2 * 24 * 6) << "it is the age that ends them";
    EXPECT_LE(most_waiting, 2 * (24 * 7 + 2));
    EXPECT_LE(most_failed, 2 * (24 * 30 + 2));
    EXPECT_GT(courier->facts().failed, 0U);
    EXPECT_TRUE(was_told("given up after 7 days"));
}

TEST_F(TheCourier, LetsGoOfWhatFailedAMonthAgoWithoutARestart) {
    sender.answers["a"] = {http(500)};
    plan({"a"});
    happens();
    wait(day * 6);
    EXPECT_EQ(courier->facts().failed_kept, 1);
    wait(day * 26);
    EXPECT_EQ(courier->facts().failed_kept, 1);
    wait(day * 3);
    EXPECT_EQ(courier->facts().failed_kept, 0);
    const auto steps = loop.steps();
    wait(day * 30);
    EXPECT_EQ(loop.steps(), steps) << "nothing is kept, and nothing is looked for";
}

TEST_F(TheCourier, GivesUpAfterSevenDaysWhatNothingCouldBeSentOf) {
    sender.answers["a"] = {{Kind::unready, 0, {}, "its secret is missing"}};
    plan({"a"});
    happens();
    wait(day * 7 - hours{2});
    EXPECT_EQ(courier->facts().waiting, 1);
    wait(hours{4});
    EXPECT_EQ(courier->facts().waiting, 0);
    EXPECT_EQ(courier->facts().failed_kept, 1);
}

TEST_F(TheCourier, TriesByAClockThatWasSetBeforeItFindsAnythingTooOld) {
    sender.answers["a"] = {http(500)};
    plan({"a"});
    const std::string id = happens();
    wait(hours{20});
    sender.answers["a"] = {http(204)};
    clock.skew += day * 3650;
    wait(hours{20});
    EXPECT_EQ(courier->facts().delivered, 1U);
    EXPECT_EQ(courier->facts().failed, 0U);
}

TEST_F(TheCourier, GoesOnUnderANewNameThatLeadsToTheSameAddress) {
    sender.answers["a"] = {http(500)};
    plan({"a"});
    const std::string id = happens();
    wait(seconds{1});
    plan_all({WebhookPlan{"b", "http://a", {}, "ax", ""}});
    wait(minutes{1});
    EXPECT_EQ(courier->facts().delivered, 1U);
    EXPECT_EQ(sender.sent.back().webhook, "b");
    EXPECT_EQ(sender.sent.back().message_id, id);
    EXPECT_TRUE(was_told("webhook b goes on where a stood"));
    EXPECT_FALSE(was_told("not in the configuration"));
}

TEST_F(TheCourier, MissesNothingOfWhatHappenedWhileItHadANewNameAndTheDaemonWasDown) {
    plan({"a"});
    wait(seconds{1});
    courier->stop();
    loop.forget();
    const std::string id = webhook_message_id(history.emplace_back(
        HistoryEvent{++queue.newest_event, "job_a", clock.wall(), "state_changed", "completed", 1, "", {}}));
    courier = make();
    plan_all({WebhookPlan{"b", "http://a", {}, "ax", ""}});
    wait(seconds{1});
    EXPECT_EQ(sender.tries_of(id), 1U);
}

TEST_F(TheCourier, SaysWhatWaitsForOneThatIsTakenOutAndDropsItAfterSevenDays) {
    sender.answers["a"] = {http(500)};
    plan({"a"});
    happens();
    wait(seconds{1});
    kill_and_restart();
    plan({});
    wait(seconds{1});
    EXPECT_TRUE(
        was_told("webhook a: it is not in the configuration any more: what waits for it (1 message)"));
    EXPECT_EQ(courier->facts().waiting, 0) << "nobody is told of it as of one that is late";
    ASSERT_EQ(courier->checks().size(), 1U);
    EXPECT_EQ(courier->checks()[0].verdict, CheckVerdict::warn);
    EXPECT_NE(courier->checks()[0].words.find("[webhooks.a]"), std::string::npos);
    std::vector<WebhookView> views;
    courier->webhooks([&](const auto& answer) { views = *answer; });
    std::vector<WebhookMessage> messages;
    courier->messages({.webhook = "a", .failed = {}}, [&](const auto& answer) { messages = *answer; });
    wait(seconds{1});
    ASSERT_EQ(views.size(), 1U);
    EXPECT_NE(views[0].unready.find("not in the configuration"), std::string::npos);
    EXPECT_EQ(messages.size(), 1U);
    const std::size_t said = told.size();
    wait(day * 7 - hours{2});
    EXPECT_EQ(told.size(), said) << "once is enough";
    wait(hours{4});
    EXPECT_TRUE(was_told("webhook a was not in the configuration for 7 days: 1 message for it dropped"));
    EXPECT_TRUE(courier->checks().empty());
    const auto steps = loop.steps();
    wait(day * 30);
    EXPECT_EQ(loop.steps(), steps);
}

TEST_F(TheCourier, SendsWhatWaitedForOneThatIsPutBack) {
    sender.answers["a"] = {http(500)};
    plan({"a"});
    const std::string id = happens();
    wait(seconds{1});
    plan({});
    wait(day);
    const std::size_t before = sender.sent.size();
    const std::string meanwhile = happens();
    sender.answers["a"] = {http(204)};
    wait(day);
    EXPECT_EQ(sender.sent.size(), before);
    plan({"a"});
    wait(seconds{1});
    EXPECT_EQ(sender.tries_of(id), 2U);
    EXPECT_EQ(sender.tries_of(meanwhile), 1U);
}

}  // namespace
}  // namespace understudy::simulated
