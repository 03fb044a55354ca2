// What every queue of webhooks' messages must do.
#include "tests/storage/webhook_queue_under_test.hpp"

namespace understudy::testing {
namespace {

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
    EXPECT_FALSE(take("a", from + 9, from + 12, {from + 10, from + 3})) << "one of them is there already";
    EXPECT_EQ(standing("a").cursor, from + 9) << "all of a page or nothing";
    EXPECT_EQ(standing("a").waiting, 2);
    for (const std::int64_t elsewhere : {from, from + 8, from + 10}) {
        EXPECT_FALSE(take("a", elsewhere, from + 20, {from + 15})) << "new ones, but from another place";
        EXPECT_EQ(standing("a").cursor, from + 9);
        EXPECT_EQ(standing("a").waiting, 2);
    }
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
    const auto failed = list({.webhook = "a", .failed = true});
    ASSERT_EQ(failed.size(), 2U);
    EXPECT_EQ(failed[0].tries, 1) << "the one that was answered so";
    EXPECT_EQ(failed[1].tries, 0) << "the other was not tried";
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
