#include "tests/config/errors.hpp"

namespace understudy::testing {
namespace {

TEST(Ranges, ANumberOutsideOfItsRangeIsRefusedWithTheRange) {
    EXPECT_EQ(error_of("[uploads]\nparallel_files = 0\n"), "2: uploads.parallel_files: must be from 1 to 64");
    EXPECT_EQ(error_of("[uploads]\nparallel_files = 65\n"),
              "2: uploads.parallel_files: must be from 1 to 64");
    EXPECT_EQ(error_of("[training]\nmax_concurrent = -1\n"),
              "2: training.max_concurrent: must be from 0 to 1000");
    EXPECT_EQ(error_of("[uploads]\nparallel_jobs = 9223372036854775807\n"),
              "2: uploads.parallel_jobs: must be from 1 to 64");
}

TEST(Ranges, TheEndsOfARangeAreWithinIt) {
    EXPECT_EQ(config_of("[uploads]\nparallel_files = 1\n").uploads.parallel_files, 1);
    EXPECT_EQ(config_of("[uploads]\nparallel_files = 64\n").uploads.parallel_files, 64);
}

TEST(Ranges, ADurationOutsideOfItsRangeIsRefusedWithTheRange) {
    EXPECT_EQ(error_of("[cartesia]\nanswer_timeout = \"2h\"\n"),
              "2: cartesia.answer_timeout: must be from 100ms to 1h");
}

TEST(Ranges, ANumberMayBeAFractionWhereThatMakesSense) {
    EXPECT_EQ(config_of("[cartesia]\nrequests_per_second = 0.5\n").cartesia.requests_per_second, 0.5);
    EXPECT_EQ(config_of("[cartesia]\nrequests_per_second = 7\n").cartesia.requests_per_second, 7);
    for (const char* wrong : {"0", "-1", "nan", "inf", "1e9"})
        EXPECT_EQ(error_of(std::string("[cartesia]\nrequests_per_second = ") + wrong),
                  "2: cartesia.requests_per_second: must be from 0.1 to 1000");
}

TEST(Ranges, AValueOfTheWrongKindIsRefusedByItsKind) {
    EXPECT_EQ(error_of("[training]\nmax_attempts = \"3\"\n"),
              "2: training.max_attempts: must be a whole number without quotes, not a string");
    EXPECT_EQ(error_of("[training]\nmax_attempts = 3.5\n"),
              "2: training.max_attempts: must be a whole number without quotes, not a number");
    EXPECT_EQ(error_of("[training]\npoll_interval = 30\n"),
              "2: training.poll_interval: must be a duration in quotes, such as \"30s\", not a whole number");
    EXPECT_EQ(error_of("[uploads]\nbandwidth_limit = 0\n"),
              "2: uploads.bandwidth_limit: must be a size in quotes, such as \"8MiB\", not a whole number");
    EXPECT_TRUE(has(error_of("[storage]\npath = true\n"), "must be a string in quotes, not true or false"));
    EXPECT_TRUE(has(error_of("[storage]\npath = 2026-01-01\n"), "not a date or time"));
    EXPECT_TRUE(has(error_of("[recordings]\nroots = \"/srv\"\n"), "must be a list of strings"));
    EXPECT_TRUE(
        has(error_of("[recordings]\nroots = [1]\n"), "must be a string in quotes, not a whole number"));
}

TEST(Ranges, AListMustNameAtLeastOne) {
    for (const char* list :
         {"[recordings]\nroots = []", "[server]\nlisten = []", "[training]\nretry_delays = []"})
        EXPECT_TRUE(has(error_of(list), "must name at least one"));
}

TEST(Ranges, AListNamesNothingTwice) {
    EXPECT_TRUE(has(error_of("[recordings]\nroots = [\"/srv\", \"/srv\"]\n"), "stands there twice"));
}

TEST(Ranges, EveryWrongElementOfAListIsReportedOnItsLine) {
    const auto errors = errors_of("[training]\nretry_delays = [\n\"5m\",\n\"soon\",\n\"400d\",\n]\n");
    ASSERT_EQ(errors.size(), 2u);
    EXPECT_TRUE(has(errors[0], "4: training.retry_delays: \"soon\" is not a duration"));
    EXPECT_TRUE(has(errors[1], "5: training.retry_delays: must be from 0s to 30d"));
}

TEST(Ranges, ABandwidthLimitIsNoneOrEnoughToMove) {
    EXPECT_EQ(config_of("[uploads]\nbandwidth_limit = \"10MB\"\n").uploads.bandwidth_limit, 10'000'000u);
    EXPECT_TRUE(has(error_of("[uploads]\nbandwidth_limit = \"10\"\n"), "at least 1024 bytes"));
}

TEST(Ranges, WhatHappensToTheUnknownIsOneOfTwoWords) {
    EXPECT_TRUE(config_of("[training]\non_unknown = \"ask\"\n").training.ask_when_unknown);
    EXPECT_FALSE(config_of("[training]\non_unknown = \"settle\"\n").training.ask_when_unknown);
    EXPECT_EQ(error_of("[training]\non_unknown = \"void\"\n"),
              "2: training.on_unknown: must be \"settle\" or \"ask\"");
}

TEST(Ranges, AVersionIsADateAndAModelIsOneWord) {
    EXPECT_TRUE(has(error_of("[cartesia]\nversion = \"latest\"\n"), "must be a date such as 2026-03-01"));
    EXPECT_TRUE(has(error_of("[training]\nmodel_id = \"sonic 3\"\n"), "without spaces"));
    EXPECT_TRUE(has(error_of("[training]\nmodel_id = \"\"\n"), "without spaces"));
}

}  // namespace
}  // namespace understudy::testing
