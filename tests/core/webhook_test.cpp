#include "core/webhook.hpp"

#include <gtest/gtest.h>

#include <set>

#include "core/checkup_webhooks.hpp"

namespace understudy::testing {
namespace {

using Data = std::vector<std::pair<std::string, std::string>>;

HistoryEvent event(std::string type, std::string state, Data data = {}) {
    return {42,
            "job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC",
            Time{},
            std::move(type),
            std::move(state),
            1,
            "why",
            std::move(data)};
}

TEST(WebhookTypes, AreTheStateThatWasComeToOrTheEventsOwn) {
    EXPECT_EQ(webhook_type_of(event("state_changed", "completed")), "job.completed");
    EXPECT_EQ(webhook_type_of(event("state_changed", "canceled")), "job.canceled");
    EXPECT_EQ(webhook_type_of(event("state_changed", "uploading")), "job.uploading");
    EXPECT_EQ(webhook_type_of(event("held", "uploading")), "job.held");
    EXPECT_EQ(webhook_type_of(event("outcome_unknown", "training")), "job.outcome_unknown");
}

TEST(WebhookTypes, AFailureThatIsTriedAgainByItselfNeedsNobody) {
    EXPECT_EQ(webhook_type_of(event("state_changed", "failed")), "job.failed");
    const HistoryEvent again =
        event("state_changed", "failed", {{"retry_at", "2026-12-01T00:00:00.000000Z"}});
    EXPECT_EQ(webhook_type_of(again), "job.retrying");
    EXPECT_FALSE(webhook_wants({}, again));
    EXPECT_TRUE(webhook_wants({"job.*"}, again));
}

TEST(WebhookTypes, AreAllListedOnce) {
    const auto types = webhook_types();
    EXPECT_EQ(std::set<std::string>(types.begin(), types.end()).size(), types.size());
    for (const std::string& type : webhook_default_types())
        EXPECT_NE(std::find(types.begin(), types.end(), type), types.end()) << type;
}

TEST(WebhookFilter, ByDefaultTellsWhatEndsAJobOrNeedsAPerson) {
    for (const char* state : {"completed", "failed", "canceled"})
        EXPECT_TRUE(webhook_wants({}, event("state_changed", state))) << state;
    EXPECT_TRUE(webhook_wants({}, event("held", "training", {{"reason", "unknown_outcome"}})));
    EXPECT_TRUE(webhook_wants({}, event("held", "training", {{"reason", "quarantined"}})));
    EXPECT_TRUE(webhook_wants({}, event("orphan", "training")));
    for (const char* type : {"uploaded", "measured", "released", "trouble", "cloud_status", "submitted"})
        EXPECT_FALSE(webhook_wants({}, event(type, "uploading"))) << type;
}

TEST(WebhookFilter, DoesNotTellAPersonOfTheHoldThatTheyAskedFor) {
    const HistoryEvent paused = event("held", "uploading", {{"reason", "paused"}});
    EXPECT_FALSE(webhook_wants({}, paused));
    EXPECT_TRUE(webhook_wants({"job.held"}, paused)) << "who names the type gets all of it";
}

TEST(WebhookFilter, TakesTypesAndBeginningsOfThem) {
    EXPECT_TRUE(webhook_wants({"job.up*"}, event("uploaded", "uploading")));
    EXPECT_FALSE(webhook_wants({"job.up"}, event("uploaded", "uploading")));
    EXPECT_FALSE(webhook_wants({"job.completed"}, event("state_changed", "canceled")));
    EXPECT_EQ(webhook_pattern_problem("job.*"), "");
    EXPECT_EQ(webhook_pattern_problem("*"), "");
    EXPECT_EQ(webhook_pattern_problem("job.completed"), "");
    EXPECT_NE(webhook_pattern_problem("job.complete"), "");
    EXPECT_NE(webhook_pattern_problem("*.completed"), "");
    EXPECT_NE(webhook_pattern_problem(""), "");
}

TEST(WebhookMessages, HaveAnIdByTheJobAndTheEvent) {
    EXPECT_EQ(webhook_message_id(event("held", "training")), "msg_01J9ZQ3V5N8RKX4T7M2W6Y0ABC_42");
}

TEST(WebhookMessages, AreSignedWithTheirIdAndTheTimeOfTheTry) {
    EXPECT_EQ(webhook_signed_text("msg_p5jXN8AQM9LWM0D4loKWxJek",
                                  Time{seconds{1614265330} + milliseconds{999}}, R"({"test": 2432232314})"),
              R"(msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314})");
}

TEST(WebhookSchedule, IsTheSpecifications) {
    const std::vector<Duration> planned{seconds{5},
                                        std::chrono::minutes{5},
                                        std::chrono::minutes{30},
                                        std::chrono::hours{2},
                                        std::chrono::hours{5},
                                        std::chrono::hours{10},
                                        std::chrono::hours{14},
                                        std::chrono::hours{20},
                                        std::chrono::hours{24}};
    for (int tries = 1; tries < webhook_tries; ++tries) {
        const Duration plan = planned.at(static_cast<std::size_t>(tries - 1));
        EXPECT_EQ(webhook_wait(tries, 0.5), plan) << tries;
        EXPECT_EQ(webhook_wait(tries, 0), plan * 9 / 10) << tries;
        EXPECT_LT(*webhook_wait(tries, 0.999), plan * 111 / 100) << tries;
        EXPECT_LT(*webhook_wait(tries, 0.999), webhook_longest_wait)
            << "it must not seem to be from the future";
    }
    EXPECT_EQ(webhook_wait(webhook_tries, 0.5), std::nullopt);
    EXPECT_EQ(webhook_wait(0, 0.5), std::nullopt);
}

TEST(WebhookSchedule, WaitsAsLongAsTheReceiverAsksButNoLongerThanADay) {
    EXPECT_EQ(webhook_wait(1, 0.5, std::chrono::hours{1}), std::chrono::hours{1});
    EXPECT_EQ(webhook_wait(3, 0.5, seconds{1}), std::chrono::minutes{30});
    EXPECT_EQ(webhook_wait(1, 0.5, std::chrono::hours{1'000}), std::chrono::hours{24});
}

WebhookSight sight(WebhookStanding standing, std::string unready = "") {
    return {"studio", std::move(unready), std::move(standing)};
}

TEST(ACheckup, SaysOfWebhooksOnlyWhatIsWrongWithThem) {
    const Time now{std::chrono::hours{1}};
    EXPECT_TRUE(judge_webhooks({}, now).empty());
    ASSERT_EQ(judge_webhooks({sight({})}, now).size(), 1U);
    EXPECT_EQ(judge_webhooks({sight({})}, now).front().verdict, CheckVerdict::pass);
    EXPECT_EQ(judge_webhooks({sight({}, "its secret is missing")}, now).front().verdict, CheckVerdict::fail);
    WebhookStanding gone, failed, away, fresh;
    gone.gone = true;
    failed.failed = 2;
    away.waiting = fresh.waiting = 1;
    away.last_trouble_at = now;
    EXPECT_EQ(judge_webhooks({sight(gone)}, now).front().verdict, CheckVerdict::fail);
    EXPECT_EQ(judge_webhooks({sight(failed)}, now).front().verdict, CheckVerdict::warn);
    EXPECT_EQ(judge_webhooks({sight(away)}, now).front().verdict, CheckVerdict::warn);
    EXPECT_EQ(judge_webhooks({sight(fresh)}, now).front().verdict, CheckVerdict::pass)
        << "it is only on its way";
}

}  // namespace
}  // namespace understudy::testing
