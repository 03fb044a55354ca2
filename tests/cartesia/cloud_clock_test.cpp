#include "cartesia/cloud_clock.hpp"

#include <gtest/gtest.h>

namespace understudy::cartesia {
namespace {

using namespace std::chrono_literals;

const Time noon = std::chrono::sys_days(2026y / 10 / 21) + 12h;

TEST(CloudClock, SaysNothingBeforeAnAnswerToldATime) {
    EXPECT_EQ(CloudClock().ahead_of(noon, 0s), std::nullopt);
}

TEST(CloudClock, GoesOnBetweenAnswers) {
    CloudClock clock;
    clock.tells(noon + 90s, 1000s);
    EXPECT_EQ(clock.ahead_of(noon, 1000s), 90s);
    EXPECT_EQ(clock.ahead_of(noon + 1h, 4600s), 90s);
}

TEST(CloudClock, SeesTheMachinesClockStepThoughNoAnswerComesAnyMore) {
    CloudClock clock;
    clock.tells(noon, 1000s);
    EXPECT_EQ(clock.ahead_of(noon - 24h * 3650, 1000s), 24h * 3650);
    EXPECT_EQ(clock.ahead_of(noon + 24h * 3650, 1060s), 60s - 24h * 3650);
}

}  // namespace
}  // namespace understudy::cartesia
