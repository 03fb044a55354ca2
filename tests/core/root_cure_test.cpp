// Each cure of a root that cannot be read, and of a disk that cannot be written, names what is missing.
#include <gtest/gtest.h>

#include <cerrno>

#include "core/checkup.hpp"

namespace understudy::testing {
namespace {

RootFacts refused_root() {
    RootFacts root;
    root.root = root.at = "/home/anna/rec";
    root.user = "understudy";
    root.error_number = EACCES;
    return root;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(ARootsCure, LetsTheUserPassAClosedFolderAndLeavesTheRecordingsAlone) {
    RootFacts root = refused_root();
    root.closed = "/home/anna";
    const Check check = judge_root(root);
    EXPECT_TRUE(has(check.words, "It may not pass /home/anna.")) << check.words;
    EXPECT_TRUE(check.cure.ends_with("\nsudo setfacl -m u:understudy:x /home/anna")) << check.cure;
    EXPECT_FALSE(has(check.cure, "-R")) << check.cure;
}

TEST(ARootsCure, ShowsHomesToAServiceWhoseUnitHidesThem) {
    RootFacts root = refused_root();
    root.closed = "/home";
    const std::string cure = judge_root(root).cure;
    EXPECT_TRUE(has(cure, "ProtectHome=read-only")) << cure;
    EXPECT_FALSE(has(cure, "setfacl")) << cure;
}

TEST(ARootsCure, GivesAnOwnerItsRightsByMode) {
    RootFacts root = refused_root();
    root.own = root.group_may = true;
    EXPECT_TRUE(has(judge_root(root).cure, "\nsudo chmod -R u+rX /home/anna/rec")) << judge_root(root).cure;
    EXPECT_FALSE(has(judge_root(root).cure, "setfacl")) << "an owner's access list entry is its mode";
}

TEST(ARootsCure, OffersNoAccessListWhereThereAreNone) {
    RootFacts root = refused_root();
    root.takes_acls = false;
    EXPECT_FALSE(has(judge_root(root).cure, "setfacl")) << judge_root(root).cure;
    EXPECT_TRUE(has(judge_root(root).cure, "uid=")) << judge_root(root).cure;
}

TEST(ARootsCure, HasEachCommandOnALineOfItsOwn) {
    RootFacts root = refused_root();
    root.group_may = true;
    root.group = "studio";
    EXPECT_EQ(judge_root(root).cure,
              "let it into the group:\n"
              "sudo usermod -aG studio understudy && sudo systemctl restart understudyd\n"
              "or let it read by name:\n"
              "sudo setfacl -R -m u:understudy:rX /home/anna/rec\n"
              "sudo setfacl -R -d -m u:understudy:rX /home/anna/rec");
}

TEST(ADisksCure, DependsOnWhyItCannotBeWritten) {
    const auto cure = [](int error) { return judge_disk({"/d", 1ull << 40, 1ull << 41, error, 0}).cure; };
    EXPECT_TRUE(has(cure(ENOSPC), "make room"));
    EXPECT_TRUE(has(cure(EDQUOT), "quota"));
    EXPECT_TRUE(has(cure(EROFS), "mount it for writing"));
    EXPECT_TRUE(has(cure(EACCES), "\nls -ld /d; findmnt -T /d"));
}

}  // namespace
}  // namespace understudy::testing
