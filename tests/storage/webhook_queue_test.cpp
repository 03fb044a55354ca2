// What every queue of webhooks' messages must do: the production one, and the one that other tests use.
#include <gtest/gtest.h>

#include <deque>

#include "core/webhook.hpp"
#include "tests/storage/support/memory_webhook_queue.hpp"
#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

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
        return ask<Nothing>([&](auto reply) { the->queue().name_webhooks(names, now + later, reply); }).ok();
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

TEST_P(AWebhookQueue, BeginsANewWebhookBehindTheNewestEvent) {
    const std::int64_t before = the->happen();
    ASSERT_TRUE(name({{"a", "x"}}));
    EXPECT_EQ(standing("a").cursor, before);
    const std::int64_t after = the->happen();
    ASSERT_TRUE(name({{"a", "x"}, {"b", "x"}}));
    EXPECT_EQ(standing("a").cursor, before) << "one that was there stands where it stood";
    EXPECT_EQ(standing("b").cursor, after);
}

TEST_P(AWebhookQueue, TakesMessagesAndMovesTheCursorOnlyFromWhereItStands) {
    ASSERT_TRUE(name({{"a", "x"}}));
    const std::int64_t from = standing("a").cursor;
    ASSERT_TRUE(take("a", from, from + 9, {from + 3, from + 7}));
    EXPECT_EQ(standing("a").cursor, from + 9);
    EXPECT_EQ(standing("a").waiting, 2);
    const auto again = take("a", from, from + 9, {from + 3});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, StoreTrouble::Kind::conflict);
    EXPECT_EQ(standing("a").waiting, 2) << "nothing is queued twice";
    EXPECT_FALSE(take("b", 0, 9, {3})) << "there is no such webhook";
}

TEST_P(AWebhookQueue, GivesTheOldestThatIsDue) {
    ASSERT_TRUE(name({{"a", "x"}, {"b", "x"}}));
    ASSERT_TRUE(take("a", standing("a").cursor, 100, {40, 50}));
    const auto first = next("a");
    ASSERT_TRUE(first.message);
    EXPECT_EQ(first.message->message_id, "msg_40");
    EXPECT_FALSE(next("b").message) << "it is another's";
    tried(*first.message, End::again, {}, hours{1});
    EXPECT_EQ(next("a").message->message_id, "msg_50");
    tried(*next("a").message, End::again, {}, hours{2});
    EXPECT_FALSE(next("a").message);
    EXPECT_EQ(next("a").due_at, now + hours{1});
    EXPECT_EQ(next("a", hours{1}).message->tries, 1);
    EXPECT_EQ(next("a", hours{1}).message->last_outcome, "HTTP 500");
}

TEST_P(AWebhookQueue, GivesAMessageThatSeemsToBeDueFurtherAheadThanAnyWait) {
    ASSERT_TRUE(name({{"a", "x"}}));
    ASSERT_TRUE(take("a", standing("a").cursor, 100, {40}));
    tried(*next("a").message, End::again, {}, hours{24});
    EXPECT_FALSE(next("a").message);
    EXPECT_TRUE(next("a", -hours{24 * 3650}).message) << "the clock was set back ten years";
}

TEST_P(AWebhookQueue, LetsADeliveredMessageGoAndHurriesTheOthersOnce) {
    ASSERT_TRUE(name({{"a", "x"}}));
    ASSERT_TRUE(take("a", standing("a").cursor, 100, {40, 50, 60}));
    tried(*next("a").message, End::again, {}, hours{5});
    tried(*next("a").message, End::delivered, hours{1});
    EXPECT_EQ(standing("a").waiting, 2);
    EXPECT_EQ(standing("a").last_success, now + hours{1});
    const auto hurried = next("a", hours{1});
    ASSERT_TRUE(hurried.message);
    EXPECT_EQ(hurried.message->message_id, "msg_40") << "its receiver is back";
    tried(*hurried.message, End::again, hours{1}, hours{5});
    tried(*next("a", hours{1}).message, End::delivered, hours{1});
    EXPECT_FALSE(next("a", hours{1}).message) << "one that its receiver never takes keeps its schedule";
}

TEST_P(AWebhookQueue, KeepsAFailedMessageForThirtyDays) {
    ASSERT_TRUE(name({{"a", "x"}}));
    ASSERT_TRUE(take("a", standing("a").cursor, 100, {40}));
    tried(*next("a").message, End::failed);
    EXPECT_FALSE(next("a", hours{24}).message);
    EXPECT_EQ(standing("a").failed, 1);
    EXPECT_EQ(list({.webhook = "a", .failed = true}).size(), 1U);
    EXPECT_TRUE(list({.webhook = "a", .failed = false}).empty());
    ASSERT_TRUE(name({{"a", "x"}}, hours{24 * 29}));
    EXPECT_EQ(standing("a").failed, 1);
    ASSERT_TRUE(name({{"a", "x"}}, hours{24 * 31}));
    EXPECT_EQ(standing("a").failed, 0);
}

TEST_P(AWebhookQueue, SendsAgainFromTheBeginningWhatFailed) {
    ASSERT_TRUE(name({{"a", "x"}}));
    ASSERT_TRUE(take("a", standing("a").cursor, 100, {40, 50}));
    tried(*next("a").message, End::failed);
    EXPECT_EQ(*resend("a", "", hours{1}), 1);
    EXPECT_EQ(next("a", hours{1}).message->tries, 0);
    EXPECT_EQ(*resend("a", "msg_50"), 1);
    EXPECT_EQ(*resend("a", "msg_99"), 0);
    const auto nobody = resend("b", "");
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().kind, StoreTrouble::Kind::not_found);
}

TEST_P(AWebhookQueue, ClosesAWebhookWhoseReceiverIsGoneUntilItLeadsElsewhereOrSomebodyAsks) {
    ASSERT_TRUE(name({{"a", "x"}}));
    ASSERT_TRUE(take("a", standing("a").cursor, 100, {40, 50}));
    tried(*next("a").message, End::gone);
    EXPECT_TRUE(standing("a").gone);
    EXPECT_EQ(standing("a").failed, 2);
    ASSERT_TRUE(name({{"a", "x"}}));
    EXPECT_TRUE(standing("a").gone) << "a restart changes nothing";
    ASSERT_TRUE(name({{"a", "y"}}));
    EXPECT_FALSE(standing("a").gone);
    EXPECT_EQ(*resend("a", ""), 2);
    tried(*next("a").message, End::gone);
    EXPECT_TRUE(standing("a").gone);
    EXPECT_EQ(*resend("a", ""), 2);
    EXPECT_FALSE(standing("a").gone);
}

TEST_P(AWebhookQueue, PutsAMessageOfNoEvent) {
    ASSERT_TRUE(name({{"a", "x"}}));
    const WebhookMessage test = message("a", 0);
    EXPECT_TRUE(ask<Nothing>([&](auto reply) { the->queue().put(test, reply); }));
    EXPECT_EQ(next("a").message->message_id, "msg_0");
    EXPECT_FALSE(ask<Nothing>([&](auto reply) { the->queue().put(message("b", 0), reply); }));
}

TEST_P(AWebhookQueue, DropsWhatWaitsForOneThatIsNotNamedAnyMore) {
    ASSERT_TRUE(name({{"a", "x"}, {"b", "x"}}));
    ASSERT_TRUE(take("a", standing("a").cursor, 100, {40}));
    const WebhookMessage under_way = *next("a").message;
    ASSERT_TRUE(name({{"b", "x"}}));
    EXPECT_TRUE(list({.webhook = "a", .failed = {}}).empty());
    tried(under_way, End::again);
    EXPECT_EQ(standing("a").name, "") << "nothing comes back";
}

TEST_P(AWebhookQueue, ListsInPages) {
    ASSERT_TRUE(name({{"a", "x"}}));
    ASSERT_TRUE(take("a", standing("a").cursor, 100, {40, 50, 60}));
    const auto page = list({.webhook = "a", .failed = {}, .limit = 2});
    ASSERT_EQ(page.size(), 2U);
    const auto rest = list({.webhook = "a", .failed = {}, .after_id = page.back().id, .limit = 2});
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_EQ(rest.front().message_id, "msg_60");
}

INSTANTIATE_TEST_SUITE_P(Sqlite, AWebhookQueue,
                         ::testing::Values([] { return std::make_unique<InSqlite>(); }));
INSTANTIATE_TEST_SUITE_P(InMemory, AWebhookQueue,
                         ::testing::Values([] { return std::make_unique<InMemory>(); }));

}  // namespace
}  // namespace understudy::testing
