#include "cartesia/retry_after.hpp"

#include <gtest/gtest.h>

namespace understudy::cartesia {
namespace {

using std::chrono::hours;
using std::chrono::sys_days;
using namespace std::chrono_literals;

const Time now = sys_days(2026y / 10 / 21) + 7h + 28min;

TEST(RetryAfter, SecondsAreUnderstood) {
    EXPECT_EQ(parse_retry_after("120", now), seconds(120));
    EXPECT_EQ(parse_retry_after(" 3 ", now), seconds(3));
    EXPECT_EQ(parse_retry_after("0", now), milliseconds(0));
    EXPECT_EQ(parse_retry_after("1.5", now), milliseconds(1'500));
}

TEST(RetryAfter, ADateIsMeasuredFromNow) {
    EXPECT_EQ(parse_retry_after("Wed, 21 Oct 2026 07:28:30 GMT", now), seconds(30));
}

TEST(RetryAfter, ADateInThePastIsNoWait) {
    EXPECT_EQ(parse_retry_after("Wed, 21 Oct 2015 07:28:00 GMT", now), milliseconds(0));
    EXPECT_EQ(parse_retry_after("-5", now), milliseconds(0));
}

TEST(RetryAfter, NoWaitIsLongerThanAnHour) {
    EXPECT_EQ(parse_retry_after("86400", now), hours(1));
    EXPECT_EQ(parse_retry_after("9999999999999999", now), hours(1));
    EXPECT_EQ(parse_retry_after("Fri, 31 Dec 9999 23:59:59 GMT", now), hours(1));
}

TEST(RetryAfter, AnythingElseIsNotObeyed) {
    for (const char* value : {"", " ", "soon", "12s", "nan", "inf", "0x10", "1e400", "Wed, 21 Oct 2026",
                              "Wed, 21 Oct 2026 07:28:30 GMT and more", "1, 2"})
        EXPECT_EQ(parse_retry_after(value, now), std::nullopt) << value;
}

}  // namespace
}  // namespace understudy::cartesia
