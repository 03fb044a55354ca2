#include "cartesia/token_bucket.hpp"

#include <gtest/gtest.h>

namespace understudy::cartesia {
namespace {

/// Bytes that get through in `span`, when somebody always wants to send slices.
std::uint64_t sent_within(TokenBucket& bucket, Duration begin, Duration span) {
    std::uint64_t sent = 0;
    for (Duration now = begin; now < begin + span;) {
        const std::size_t slice = bucket.slice(1 << 20);
        const Duration wait = bucket.take(slice, now);
        if (wait == Duration(0)) sent += slice;
        now += wait;
    }
    return sent;
}

TEST(TokenBucket, WithoutALimitEverythingGoesAtOnce) {
    TokenBucket bucket(0);
    EXPECT_EQ(bucket.take(1u << 30, Duration(0)), Duration(0));
    EXPECT_EQ(bucket.take(1u << 30, Duration(0)), Duration(0));
    EXPECT_EQ(bucket.slice(1'234'567), 1'234'567u);
}

TEST(TokenBucket, OverTimeTheRateIsKept) {
    for (const std::uint64_t rate : {1'000u, 100'000u, 8'000'000u}) {
        TokenBucket bucket(rate);
        const double sent = static_cast<double>(sent_within(bucket, Duration(0), seconds(100)));
        EXPECT_NEAR(sent / (100.0 * static_cast<double>(rate)), 1.0, 0.02) << rate;
    }
}

TEST(TokenBucket, WhatWasNotSentIsNotMadeUpForInABurst) {
    TokenBucket bucket(1'000'000);
    EXPECT_LE(sent_within(bucket, seconds(3'600), seconds(1)), 1'200'000u);
}

TEST(TokenBucket, ANewRateCountsForWhatIsAlreadyOwed) {
    TokenBucket bucket(1'000);
    EXPECT_EQ(bucket.take(1'000'000, Duration(0)), Duration(0));
    EXPECT_EQ(bucket.take(1, Duration(0)), seconds(1'000));
    bucket.set_rate(1'000'000, Duration(0));
    EXPECT_EQ(bucket.take(1, Duration(0)), seconds(1));
    bucket.set_rate(0, Duration(0));
    EXPECT_EQ(bucket.take(1, Duration(0)), Duration(0));
    bucket.set_rate(1'000, Duration(0));
    EXPECT_EQ(bucket.take(1, Duration(0)), Duration(0));
}

TEST(TokenBucket, SlicesAreSmallWhereTheLimitIsLow) {
    EXPECT_EQ(TokenBucket(1).slice(1 << 20), 512u);
    EXPECT_EQ(TokenBucket(80'000).slice(1 << 20), 10'000u);
    EXPECT_EQ(TokenBucket(1'000'000'000).slice(1 << 20), 65'536u);
    EXPECT_EQ(TokenBucket(80'000).slice(7), 7u);
}

}  // namespace
}  // namespace understudy::cartesia
