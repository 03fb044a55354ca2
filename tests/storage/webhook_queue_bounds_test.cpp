// What every queue of webhooks' messages keeps, and for how long. It is instantiated in
// webhook_queue_test.cpp.
#include "tests/storage/webhook_queue_under_test.hpp"

namespace understudy::testing {
namespace {

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
    EXPECT_EQ(tidy(hours{24 * 29}), 0);
    EXPECT_EQ(standing("a").failed, 1);
    EXPECT_EQ(tidy(hours{24 * 31}), 0);
    EXPECT_EQ(standing("a").failed, 0);
    EXPECT_TRUE(list({.webhook = "a", .failed = {}}).empty());
}

TEST_P(AWebhookQueue, GivesUpWhatHasWaitedForSevenDaysWhateverTriesAreLeft) {
    ASSERT_TRUE(name({{"a", "x"}}));
    ASSERT_TRUE(take("a", standing("a").cursor, 100, {40, 50}));
    tried(*next("a").message, End::again, {}, hours{24});
    EXPECT_EQ(tidy(hours{24 * 7}), 0);
    EXPECT_EQ(tidy(hours{24 * 7 + 1}), 2);
    EXPECT_EQ(standing("a").waiting, 0);
    EXPECT_EQ(standing("a").failed, 2);
    EXPECT_FALSE(standing("a").next_try);
    const auto failed = list({.webhook = "a", .failed = true});
    ASSERT_EQ(failed.size(), 2U);
    EXPECT_EQ(failed[0].last_outcome, "it waited for longer than 7 days; HTTP 500");
    EXPECT_EQ(failed[1].last_outcome, "it waited for longer than 7 days");
    EXPECT_EQ(*resend("a", "", hours{24 * 8}), 2);
    EXPECT_EQ(tidy(hours{24 * 14}), 0) << "what was asked for again waits anew";
    EXPECT_EQ(tidy(hours{24 * 16}), 2);
    EXPECT_EQ(tidy(hours{24 * 45}), 0);
    EXPECT_EQ(standing("a").failed, 2) << "kept from when it failed, not from when it was made";
}

TEST_P(AWebhookQueue, HurriesTheOldestThatFailedBeforeAHundredAtATime) {
    ASSERT_TRUE(name({{"a", "x"}}));
    std::vector<std::int64_t> events;
    for (std::int64_t event = 1; event <= 150; ++event) events.push_back(event);
    ASSERT_TRUE(take("a", standing("a").cursor, 1000, events));
    for (std::int64_t i = 0; i < 149; ++i) tried(*next("a").message, End::again, {}, hours{5});
    ASSERT_EQ(next("a").message->message_id, "msg_150");
    tried(*next("a").message, End::delivered, hours{1});
    for (std::int64_t event = 1; event <= 100; ++event) {
        const auto hurried = next("a", hours{1});
        ASSERT_TRUE(hurried.message) << event;
        ASSERT_EQ(hurried.message->message_id, "msg_" + std::to_string(event));
        tried(*hurried.message, End::again, hours{1}, hours{10});
    }
    EXPECT_FALSE(next("a", hours{1}).message);
    ASSERT_TRUE(take("a", 1000, 1001, {1001}));
    tried(*next("a", hours{1}).message, End::delivered, hours{1});
    EXPECT_EQ(next("a", hours{1}).message->message_id, "msg_101") << "each delivery brings more of them back";
}

TEST_P(AWebhookQueue, KeepsAnOrphanForSevenDaysAndDropsItThenWithAllThatWaits) {
    ASSERT_TRUE(name({{"a", "x"}, {"b", "x"}}));
    ASSERT_TRUE(take("a", standing("a").cursor, 100, {40}));
    const WebhookMessage under_way = *next("a").message;
    EXPECT_FALSE(standing("a").orphaned_at);
    ASSERT_TRUE(name({{"b", "x"}}, hours{1}));
    EXPECT_EQ(standing("a").orphaned_at, now + hours{1});
    EXPECT_EQ(standing("a").waiting, 1);
    ASSERT_TRUE(name({{"b", "x"}}, hours{2}));
    EXPECT_EQ(standing("a").orphaned_at, now + hours{1}) << "since the first time";
    EXPECT_EQ(tidy(hours{24 * 7}), 0);
    EXPECT_EQ(standing("a").name, "a");
    tidy(hours{24 * 7 + 2});
    EXPECT_EQ(standing("a").name, "");
    EXPECT_TRUE(list({.webhook = "a", .failed = {}}).empty());
    tried(under_way, End::again);
    EXPECT_EQ(standing("a").name, "") << "nothing comes back";
    EXPECT_EQ(standing("b").name, "b");
}

TEST_P(AWebhookQueue, HasAnOrphanGoOnWhereItStoodWhenItIsNamedAgain) {
    ASSERT_TRUE(name({{"a", "x"}}));
    const std::int64_t from = standing("a").cursor;
    ASSERT_TRUE(take("a", from, from + 9, {from + 3}));
    ASSERT_TRUE(name({}));
    the->happen();
    EXPECT_EQ(renamed_by({{"a", "x"}}, hours{24}), 0);
    EXPECT_FALSE(standing("a").orphaned_at);
    EXPECT_EQ(standing("a").cursor, from + 9) << "what happened meanwhile is told, too";
    EXPECT_EQ(standing("a").waiting, 1);
}

TEST_P(AWebhookQueue, KnowsOneUnderANewNameByWhereItLeads) {
    ASSERT_TRUE(name({{"a", "x"}, {"other", "y"}}));
    const std::int64_t from = standing("a").cursor;
    ASSERT_TRUE(take("a", from, from + 9, {from + 3, from + 4}));
    tried(*next("a").message, End::failed);
    the->happen();
    EXPECT_EQ(renamed_by({{"b", "x"}, {"other", "y"}, {"new", "z"}}), 1);
    EXPECT_EQ(standing("a").name, "");
    EXPECT_EQ(standing("b").was, "a");
    EXPECT_EQ(standing("b").cursor, from + 9);
    EXPECT_EQ(standing("b").waiting, 1);
    EXPECT_EQ(standing("b").failed, 1);
    EXPECT_EQ(standing("b").last_trouble, "HTTP 500");
    EXPECT_EQ(next("b").message->webhook, "b");
    EXPECT_EQ(standing("new").was, "");
    EXPECT_EQ(renamed_by({{"b", "x"}, {"twin", "x"}, {"other", "y"}}), 0)
        << "one that is still named is nobody's former self";
    EXPECT_EQ(standing("twin").waiting, 0);
}

TEST_P(AWebhookQueue, GivesThePlaceOfAnOrphanToTheNameThatLeadsThereLater) {
    ASSERT_TRUE(name({{"a", "x"}}));
    ASSERT_TRUE(take("a", standing("a").cursor, 100, {40}));
    ASSERT_TRUE(name({}));
    EXPECT_EQ(renamed_by({{"b", "x"}}, hours{48}), 1);
    EXPECT_FALSE(standing("b").orphaned_at);
    EXPECT_EQ(standing("b").waiting, 1);
}

}  // namespace
}  // namespace understudy::testing
