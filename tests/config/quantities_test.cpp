#include "config/quantities.hpp"

#include <gtest/gtest.h>

namespace understudy::testing {
namespace {

TEST(Durations, EveryUnitIsUnderstood) {
    EXPECT_EQ(*parse_duration("500ms"), milliseconds{500});
    EXPECT_EQ(*parse_duration("30s"), seconds{30});
    EXPECT_EQ(*parse_duration("10m"), std::chrono::minutes{10});
    EXPECT_EQ(*parse_duration("2h"), std::chrono::hours{2});
    EXPECT_EQ(*parse_duration("3d"), std::chrono::days{3});
    EXPECT_EQ(*parse_duration("0"), Duration::zero());
}

TEST(Durations, WhatHasNoUnitOrNoWholeNumberIsRefusedWithTheCure) {
    for (const char* wrong :
         {"", "30", "s", "1.5h", "-1s", "+1s", " 30s", "30s ", "30 s", "30S", "1h30m", "1w"}) {
        const auto read = parse_duration(wrong);
        ASSERT_FALSE(read.ok()) << wrong;
        EXPECT_NE(read.error().find("ms, s, m, h or d, such as \"30s\""), std::string::npos);
    }
}

TEST(Durations, ANumberThatOverflowsIsRefusedNotWrapped) {
    EXPECT_FALSE(parse_duration("106751992d").ok());
    EXPECT_TRUE(parse_duration("106751991d").ok());
    EXPECT_FALSE(parse_duration("99999999999999999999s").ok());
}

TEST(Durations, AreWrittenAsTheyAreRead) {
    for (const char* text : {"500ms", "30s", "90s", "10m", "2h", "25h", "3d", "0s"})
        EXPECT_EQ(written(*parse_duration(text)), text);
}

TEST(Sizes, BinaryAndDecimalUnitsAreToldApart) {
    EXPECT_EQ(*parse_size("8MiB"), 8'388'608u);
    EXPECT_EQ(*parse_size("10MB"), 10'000'000u);
    EXPECT_EQ(*parse_size("64KiB"), 65'536u);
    EXPECT_EQ(*parse_size("64kB"), 64'000u);
    EXPECT_EQ(*parse_size("1GiB"), 1'073'741'824u);
    EXPECT_EQ(*parse_size("512B"), 512u);
    EXPECT_EQ(*parse_size("512"), 512u);
    EXPECT_EQ(*parse_size("0"), 0u);
}

TEST(Sizes, WhatIsNoSizeIsRefusedWithTheCure) {
    for (const char* wrong : {"", "MB", "8 MiB", "1.5MB", "-1", "8Mib", "8mb", "8388608TiB", "0x10"}) {
        const auto read = parse_size(wrong);
        ASSERT_FALSE(read.ok()) << wrong;
        EXPECT_NE(read.error().find("such as \"8MiB\""), std::string::npos);
    }
}

}  // namespace
}  // namespace understudy::testing
