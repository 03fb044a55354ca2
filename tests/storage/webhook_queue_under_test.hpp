// A queue of webhooks' messages, and what a test asks of it: the production one, and the one that other tests
// use.
#pragma once

#include <gtest/gtest.h>

#include <deque>

#include "core/webhook.hpp"
#include "tests/storage/support/memory_webhook_queue.hpp"
#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {

using End = WebhookTried::Outcome;
using std::chrono::hours;

class QueueUnderTest {
  public:
    virtual ~QueueUnderTest() = default;
    virtual WebhookQueue& queue() = 0;
    /// One more event; its id.
    virtual std::int64_t happen() = 0;
    virtual void run_until(const std::function<bool()>& done) = 0;
};

class InSqlite : public QueueUnderTest {
  public:
    WebhookQueue& queue() override { return the_.sqlite(); }
    std::int64_t happen() override {
        const Commit commit = first_commit(plain_job(++jobs_));
        const auto ids = the_.commit(commit);
        EXPECT_TRUE(ids);
        return ids->back();
    }
    void run_until(const std::function<bool()>& done) override { the_.run_until(done); }

  private:
    SqliteUnderTest the_;
    int jobs_ = 0;
};

class InMemory : public QueueUnderTest {
  public:
    WebhookQueue& queue() override { return queue_; }
    std::int64_t happen() override { return ++queue_.newest_event; }
    void run_until(const std::function<bool()>& done) override {
        while (!done() && !tasks_.empty()) {
            const auto task = std::move(tasks_.front());
            tasks_.pop_front();
            task();
        }
    }

  private:
    std::deque<std::function<void()>> tasks_;
    MemoryWebhookQueue queue_{[this](std::function<void()> task) { tasks_.push_back(std::move(task)); }};
};

using Factory = std::function<std::unique_ptr<QueueUnderTest>()>;

class AWebhookQueue : public ::testing::TestWithParam<Factory> {
  protected:
    std::unique_ptr<QueueUnderTest> the = GetParam()();
    const Time now{hours{24 * 365 * 56}};

    template <class T>
    Result<T, StoreTrouble> ask(const std::function<void(StoreReply<T>)>& question) {
        std::optional<Result<T, StoreTrouble>> answer;
        question([&](Result<T, StoreTrouble> given) { answer = std::move(given); });
        the->run_until([&] { return answer.has_value(); });
        if (!answer) return failure(StoreTrouble{StoreTrouble::Kind::unavailable, "no answer came"});
        return std::move(*answer);
    }
    bool name(std::vector<WebhookName> names, Duration later = {}) {
        return renamed_by(std::move(names), later) >= 0;
    }
    std::int64_t renamed_by(std::vector<WebhookName> names, Duration later = {}) {
        const auto renamed =
            ask<std::int64_t>([&](auto reply) { the->queue().name_webhooks(names, now + later, reply); });
        return renamed ? *renamed : -1;
    }
    std::int64_t tidy(Duration later) {
        const auto done = ask<std::int64_t>([&](auto reply) { the->queue().tidy(now + later, reply); });
        return done ? *done : -1;
    }
    Result<Nothing, StoreTrouble> take(const std::string& webhook, std::int64_t from, std::int64_t to,
                                       const std::vector<std::int64_t>& events) {
        WebhookTaking taking{webhook, from, to, {}};
        for (const std::int64_t event : events) taking.messages.push_back(message(webhook, event));
        return ask<Nothing>([&](auto reply) { the->queue().take(taking, reply); });
    }
    [[nodiscard]] WebhookMessage message(const std::string& webhook, std::int64_t event) const {
        return {0, webhook, "msg_" + std::to_string(event), event, "job_a", "job.held", "{}", now, 0, now};
    }
    WebhookNext next(const std::string& webhook, Duration later = {}) {
        auto found = ask<WebhookNext>([&](auto reply) { the->queue().next(webhook, now + later, reply); });
        EXPECT_TRUE(found);
        return found ? *found : WebhookNext{};
    }
    void tried(const WebhookMessage& message, End outcome, Duration at = {}, Duration wait = {}) {
        const WebhookTried what{message.webhook, message.id, outcome, "HTTP 500", now + at, now + at + wait};
        EXPECT_TRUE(ask<Nothing>([&](auto reply) { the->queue().tried(what, reply); }));
    }
    WebhookStanding standing(const std::string& webhook) {
        const auto all =
            ask<std::vector<WebhookStanding>>([&](auto reply) { the->queue().standings(reply); });
        EXPECT_TRUE(all);
        for (const WebhookStanding& each : *all)
            if (each.name == webhook) return each;
        return {};
    }
    std::vector<WebhookMessage> list(WebhookMessageQuery query) {
        return *ask<std::vector<WebhookMessage>>(
            [&](auto reply) { the->queue().list_messages(query, reply); });
    }
    Result<std::int64_t, StoreTrouble> resend(const std::string& webhook, const std::string& id,
                                              Duration later = {}) {
        return ask<std::int64_t>([&](auto reply) { the->queue().resend(webhook, id, now + later, reply); });
    }
};

}  // namespace understudy::testing
