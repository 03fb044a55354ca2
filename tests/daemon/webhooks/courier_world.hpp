// The courier on a clock of the test's own, between a history, a queue that may be away, and receivers that
// answer as the test says.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <set>

#include "core/webhook.hpp"
#include "daemon/webhooks/courier.hpp"
#include "sim/clock.hpp"
#include "sim/entropy.hpp"
#include "sim/loop.hpp"
#include "tests/storage/support/memory_webhook_queue.hpp"

namespace understudy::simulated {

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

inline WebhookAnswer http(int status, std::optional<Duration> retry_after = {}) {
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
    /// Each leads elsewhere than the others.
    void plan(const std::vector<std::string>& names, const std::string& target = "x") {
        std::vector<WebhookPlan> plans;
        for (const std::string& name : names) plans.push_back({name, "http://a", {}, name + target, ""});
        plan_all(std::move(plans));
    }
    void plan_all(std::vector<WebhookPlan> plans) {
        courier->plan(std::move(plans));
        wait(milliseconds{1});
    }
    /// Another process: what was in memory is gone, and what was under way, too.
    [[nodiscard]] bool was_told(const std::string& words) const {
        return std::any_of(told.begin(), told.end(),
                           [&](const std::string& line) { return line.find(words) != std::string::npos; });
    }
    void kill_and_restart() {
        courier->stop();
        loop.forget();
        sender.busy.clear();
        sender.under_way = 0;
        courier = make();
        plan({"a"});
    }
};

}  // namespace understudy::simulated
