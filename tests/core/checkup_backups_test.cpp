#include "core/checkup_backups.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstring>

namespace understudy::testing {
namespace {

BackupFacts troubled_by(const std::string& words) {
    BackupFacts facts;
    facts.folder = "/my backups";
    facts.interval = std::chrono::hours{24};
    facts.trouble = words;
    return facts;
}

std::string cure_of(const std::string& words) {
    const Check check = judge_backups(troubled_by("/my backups: " + words));
    EXPECT_EQ(check.verdict, CheckVerdict::warn);
    EXPECT_NE(check.words.find(words), std::string::npos) << check.words;
    EXPECT_NE(check.cure.find("understudy backup FILE"), std::string::npos) << "by hand meanwhile";
    return check.cure;
}

bool says(const std::string& cure, const char* words) { return cure.find(words) != std::string::npos; }

TEST(TheBackups, OfAFullDiskWantRoom) {
    for (const std::string& words : {std::string(std::strerror(ENOSPC)), std::string(std::strerror(EDQUOT)),
                                     std::string("database or disk is full"),
                                     std::string("a copy has 9 MiB, and the disk lacks 3 MiB for it")})
        EXPECT_TRUE(says(cure_of(words), "make room on the disk of '/my backups'")) << words;
}

TEST(TheBackups, OfAReadOnlyFolderWantTheUnitToLetTheDaemonWrite) {
    const std::string cure = cure_of(std::strerror(EROFS));
    EXPECT_TRUE(says(cure, "ReadWritePaths=-'/my backups'")) << cure;
    EXPECT_TRUE(says(cure, "findmnt -T '/my backups'")) << cure;
}

TEST(TheBackups, OfAFolderThatIsNotTheDaemonsWantItsRights) {
    for (const int error : {EACCES, EPERM})
        EXPECT_TRUE(says(cure_of(std::strerror(error)), "chown understudy: '/my backups'"));
}

TEST(TheBackups, OfAFolderThatIsNotThereWantItMade) {
    for (const int error : {ENOENT, ENOTDIR})
        EXPECT_TRUE(says(cure_of(std::strerror(error)), "install -d -o understudy '/my backups'"));
}

TEST(TheBackups, OfAnythingElseWantTheirDiskSeenTo) {
    EXPECT_TRUE(says(cure_of(std::strerror(EIO)), "see to its disk"));
}

TEST(TheBackups, ThatAreLateAreTriedByThemselves) {
    BackupFacts facts = troubled_by("");
    facts.newest = Time{};
    facts.now = Time{} + std::chrono::hours{49};
    const Check check = judge_backups(facts);
    EXPECT_EQ(check.verdict, CheckVerdict::warn);
    EXPECT_TRUE(says(check.words, "late")) << check.words;
    EXPECT_FALSE(says(check.cure, "make room")) << check.cure;
}

}  // namespace
}  // namespace understudy::testing
