// The courier on a clock of the test's own, between a history, a queue that may be away, and receivers that
// answer as the test says.
#include "daemon/webhooks/courier.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <set>

#include "core/webhook.hpp"
#include "sim/clock.hpp"
#include "sim/entropy.hpp"
#include "sim/loop.hpp"
#include "tests/storage/support/memory_webhook_queue.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using Kind = WebhookAnswer::Kind;

/// Answers after a while by what the test says of the webhook: statuses in order, the last for ever.
class LyingSender : public WebhookSender {
  public:
    explicit LyingSender(Loop& loop) : loop_(loop) {}

    struct Sent {
        std::string webhook, message_id, body;
        Time at{};
        Duration steady{};
    };
    std::vector<Sent> sent;
    std::map<std::string, std::deque<WebhookAnswer>> answers;
    Duration takes = milliseconds{100};
    std::size_t under_way = 0, most_under_way = 0;
    std::set<std::string> busy;
    bool two_at_once = false;  ///< to one receiver

    void send(const WebhookMessage& message, Time now, std::function<void(WebhookAnswer)> told) override {
        sent.push_back({message.webhook, message.message_id, message.body, now, loop_.steady()});
        most_under_way = std::max(most_under_way, ++under_way);
        two_at_once = two_at_once || !busy.insert(message.webhook).second;
        loop_.post_after(takes, [this, told, webhook = message.webhook] {
            --under_way;
            busy.erase(webhook);
            told(answer_of(webhook));
        });
    }
    [[nodiscard]] std::size_t tries_of(const std::string& message_id) const {
        return static_cast<std::size_t>(std::count_if(
            sent.begin(), sent.end(), [&](const Sent& each) { return each.message_id == message_id; }));
    }

  private:
    WebhookAnswer answer_of(const std::string& webhook) {
        auto& all = answers[webhook];
        if (all.empty()) return {Kind::answered, 204, {}, "HTTP 204"};
        WebhookAnswer answer = all.front();
        if (all.size() > 1) all.pop_front();
        return answer;
    }
    Loop& loop_;
};

WebhookAnswer http(int status, std::optional<Duration> retry_after = {}) {
    return {Kind::answered, status, retry_after, "HTTP " + std::to_string(status)};
}

class TheCourier : public ::testing::Test {
  protected:
    Loop loop;
    SimulatedClock clock{loop};
    SimulatedEntropy entropy{1};
    LyingSender sender{loop};
    testing::MemoryWebhookQueue queue{[this](std::function<void()> task) { loop.post(std::move(task)); }};
    std::vector<HistoryEvent> history;
    std::vector<std::string> told;
    std::unique_ptr<Courier> courier = make();

    std::unique_ptr<Courier> make() {
        return std::make_unique<Courier>(CourierWorld{
            queue, sender, clock, entropy, [this](auto query, auto reply) { read(query, reply); },
            [this](const auto&, auto reply) { loop.post([reply] { reply(Job{}); }); },
            [](const WebhookContent& content) {
                return content.event ? "{\"of\": " + std::to_string(content.event->id) + "}" : "{}";
            },
            [this](const std::string& words, bool) { told.push_back(words); }});
    }
    void read(const EventQuery& query, const StoreReply<std::vector<HistoryEvent>>& reply) {
        std::vector<HistoryEvent> page;
        for (const HistoryEvent& event : history)
            if (event.id > query.after_id && page.size() < query.limit) page.push_back(event);
        loop.post([reply, page, away = queue.away] {
            if (away) return reply(failure(StoreTrouble{StoreTrouble::Kind::unavailable, "away"}));
            reply(page);
        });
    }
    std::string happens(const std::string& state = "completed") {
        history.push_back({++queue.newest_event, "job_a", clock.wall(), "state_changed", state, 1, "", {}});
        courier->history_grew();
        return webhook_message_id(history.back());
    }
    void wait(Duration time) {
        loop.run_until(loop.steady() + time, [] { return false; });
    }
    void plan(const std::vector<std::string>& names, const std::string& target = "x") {
        std::vector<WebhookPlan> plans;
        for (const std::string& name : names) plans.push_back({name, "http://a", {}, target, ""});
        courier->plan(std::move(plans));
        wait(milliseconds{1});
    }
    /// Another process: what was in memory is gone, and what was under way, too.
    void kill_and_restart() {
        courier->stop();
        loop.forget();
        sender.busy.clear();
        sender.under_way = 0;
        courier = make();
        plan({"a"});
    }
};

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

TEST_F(TheCourier, SendsAgainAfterARestartWhatWasUnderWay) {
    sender.takes = seconds{10};
    plan({"a"});
    const std::string id = happens();
    wait(seconds{1});
    ASSERT_EQ(sender.tries_of(id), 1U);
    kill_and_restart();
    wait(seconds{1});
    EXPECT_EQ(sender.tries_of(id), 2U);
}

TEST_F(TheCourier, LosesNothingKilledAtAnyStepBetweenAnEventAndItsDelivery) {
    for (int steps = 0; steps < 40; ++steps) {
        SCOPED_TRACE(steps);
        plan({"a"});
        sender.sent.clear();
        const std::string id = happens();
        for (int i = 0; i < steps; ++i) loop.step(loop.steady() + seconds{1});
        kill_and_restart();
        wait(minutes{1});
        EXPECT_GE(sender.tries_of(id), 1U);
        EXPECT_LE(sender.tries_of(id), 2U);
        EXPECT_EQ(courier->facts().waiting, 0);
    }
}

TEST_F(TheCourier, WaitsForADiskThatIsAwayAndLosesNothing) {
    plan({"a"});
    queue.away = true;
    const std::string id = happens();
    wait(minutes{5});
    EXPECT_TRUE(sender.sent.empty());
    queue.away = false;
    wait(seconds{10});
    EXPECT_EQ(sender.tries_of(id), 1U);
}

TEST_F(TheCourier, DoesNotSendAgainWhileItCannotBeWrittenThatAMessageWasDelivered) {
    plan({"a"});
    const std::string id = happens();
    loop.run_until(loop.steady() + seconds{1}, [&] { return !sender.sent.empty(); });
    queue.away = true;
    wait(minutes{10});
    EXPECT_EQ(sender.tries_of(id), 1U);
    queue.away = false;
    wait(minutes{10});
    EXPECT_EQ(sender.tries_of(id), 1U);
    EXPECT_EQ(courier->facts().waiting, 0);
}

TEST_F(TheCourier, BeginsWhereTheDiskWasAwayAtTheStart) {
    queue.away = true;
    plan({"a"});
    wait(minutes{1});
    queue.away = false;
    wait(seconds{10});
    const std::string id = happens();
    wait(seconds{1});
    EXPECT_EQ(sender.tries_of(id), 1U);
}

TEST_F(TheCourier, IsNotStoppedByAClockThatStepsTenYearsAndMakesNoStorm) {
    for (const Duration step : {-hours{24 * 3650}, hours{24 * 3650}}) {
        SCOPED_TRACE(step.count());
        sender.sent.clear();
        sender.answers["a"] = {http(500)};
        plan({"a"});
        const std::string id = happens();
        wait(minutes{10});
        const std::size_t before = sender.tries_of(id);
        clock.skew += step;
        wait(hours{48});
        EXPECT_GT(sender.tries_of(id), before);
        EXPECT_LE(sender.tries_of(id), 10U);
        sender.answers["a"] = {http(204)};
        clock.skew -= step;
        wait(hours{30});
        EXPECT_EQ(courier->facts().waiting, 0);
    }
}

TEST_F(TheCourier, SaysWhatItIsAskedForByNamesThatThereAre) {
    plan({"a"});
    std::optional<Problem> problem;
    courier->test("b", [&](const auto& answer) { problem = answer.error(); });
    wait(seconds{1});
    EXPECT_EQ(problem->type, "webhook-not-found");
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
