#include "core/checkup_inbox.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace understudy::testing {
namespace {

constexpr std::uint64_t gib = 1u << 30;

TEST(TheInbox, PassesWhereThereIsRoom) {
    const Check check = judge_inbox({"/inbox", 5 * gib, 10 * gib});
    EXPECT_EQ(check.verdict, CheckVerdict::pass);
    EXPECT_EQ(check.words, "5120 MiB are free for recordings from other machines.");
    EXPECT_EQ(judge_inbox({"/inbox", gib - 1, 10 * gib}).verdict, CheckVerdict::warn);
}

TEST(TheInbox, FailsWhereItCannotBeWritten) {
    const Check check = judge_inbox({"/my inbox", gib, gib, EROFS});
    EXPECT_EQ(check.verdict, CheckVerdict::fail);
    EXPECT_NE(check.words.find("Read-only file system"), std::string::npos);
    EXPECT_NE(check.cure.find("ReadWritePaths=-'/my inbox'"), std::string::npos) << check.cure;
    EXPECT_EQ(judge_inbox({"/inbox", 0, 0, 0, ENOENT}).verdict, CheckVerdict::fail);
}

}  // namespace
}  // namespace understudy::testing
