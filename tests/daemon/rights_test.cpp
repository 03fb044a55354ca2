// A root in the eyes of a user who may not read all of it. Rights do not stop root: a test that is run by
// root looks as nobody.
#include <grp.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "daemon/premises/looks.hpp"

namespace understudy::test {
namespace {

namespace fs = std::filesystem;

constexpr uid_t kNobody = 65'534;
constexpr gid_t kStudio = 12'345;  // a group without a name, which nobody is in

class Nobody {
  public:
    Nobody() {
        EXPECT_EQ(::setgroups(0, nullptr), 0);
        EXPECT_EQ(::setegid(kNobody), 0);
        EXPECT_EQ(::seteuid(kNobody), 0);
    }
    ~Nobody() {
        EXPECT_EQ(::seteuid(0), 0);
        EXPECT_EQ(::setegid(0), 0);
    }
    Nobody(const Nobody&) = delete;
    Nobody& operator=(const Nobody&) = delete;
};

class ARootOfOthers : public ::testing::Test {
  protected:
    std::string folder, root;
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "only root can make files of others";
        folder = (fs::temp_directory_path() / "understudy-rights-XXXXXX").string();
        ASSERT_NE(mkdtemp(folder.data()), nullptr);
        ::chmod(folder.c_str(), 0755);
        root = folder + "/anna/rec";
        write("day-1/take.wav", 0644);
    }
    void TearDown() override {
        if (!folder.empty()) fs::remove_all(folder);
    }
    std::string write(const std::string& name, mode_t mode) {
        const std::string path = root + "/" + name;
        fs::create_directories(fs::path(path).parent_path());
        std::ofstream(path) << "sound";
        ::chmod(path.c_str(), mode);
        return path;
    }
    static RootFacts look(const std::string& path) {
        const Nobody nobody;
        return look_at_root(path, "nobody");
    }
};

TEST_F(ARootOfOthers, NamesTheGroupThatMayReadIt) {
    const std::string take = write("take.wav", 0640);
    ASSERT_EQ(::chown(take.c_str(), 0, kStudio), 0);
    RootFacts facts = look(root);
    EXPECT_EQ(facts.error_number, EACCES);
    EXPECT_EQ(facts.at, take);
    EXPECT_TRUE(facts.group_may);
    EXPECT_EQ(facts.group, std::to_string(kStudio));
    ::chmod(take.c_str(), 0600);
    EXPECT_FALSE(look(root).group_may) << "its members may not either";
    ::chmod(take.c_str(), 0640);
    ASSERT_EQ(::chown(take.c_str(), 0, 0), 0);
    EXPECT_FALSE(look(root).group_may) << "root's group is no cure";
}

TEST_F(ARootOfOthers, NamesNoGroupWhereAnAccessListDecides) {
    const std::string take = write("take.wav", 0600);
    ASSERT_EQ(::chown(take.c_str(), 0, kStudio), 0);
    // user::rw-, user:1234:r--, group::---, mask::r--, other::---: the mode becomes 0640.
    struct Entry {
        std::uint16_t tag, rights;
        std::uint32_t id;
    };
    struct {
        std::uint32_t version = 2;
        Entry entries[5] = {{1, 6, ~0u}, {2, 4, 1234}, {4, 0, ~0u}, {16, 4, ~0u}, {32, 0, ~0u}};
    } const list;
    if (::setxattr(take.c_str(), "system.posix_acl_access", &list, sizeof list, 0) != 0)
        GTEST_SKIP() << "the temporary folder's file system has no access lists";
    struct stat status {};
    ASSERT_EQ(::stat(take.c_str(), &status), 0);
    ASSERT_EQ(status.st_mode & 0777u, 0640u);
    EXPECT_EQ(look(root).at, take);
    EXPECT_FALSE(look(root).group_may) << "the mask looks like a right of the group";
}

TEST_F(ARootOfOthers, NamesNoGroupThatTheUserIsInAlready) {
    const std::string take = write("take.wav", 0040);
    ASSERT_EQ(::chown(take.c_str(), kNobody, kNobody), 0);
    const RootFacts facts = look(root);
    EXPECT_EQ(facts.error_number, EACCES);
    EXPECT_FALSE(facts.group_may);
    EXPECT_TRUE(facts.own);
}

TEST_F(ARootOfOthers, NamesTheFolderAboveThatMayNotBePassed) {
    ::chmod((folder + "/anna").c_str(), 0700);
    fs::create_symlink(root, folder + "/link");
    for (const std::string& way : {root, root + "/day-1", folder + "/link"}) {
        const RootFacts facts = look(way);
        EXPECT_EQ(facts.error_number, EACCES) << way;
        EXPECT_EQ(facts.closed, folder + "/anna") << way;
    }
    ::chmod((folder + "/anna").c_str(), 0711);
    EXPECT_EQ(look(root).error_number, 0) << "to pass is enough";
}

TEST_F(ARootOfOthers, IsLookedAtThroughALink) {
    fs::create_symlink(root, folder + "/link");
    ::chmod(root.c_str(), 0750);
    ASSERT_EQ(::chown(root.c_str(), 0, kStudio), 0);
    const RootFacts facts = look(folder + "/link");
    EXPECT_EQ(facts.closed, "");
    EXPECT_TRUE(facts.group_may);
    EXPECT_EQ(facts.group, std::to_string(kStudio)) << "and not the link's";
}

TEST_F(ARootOfOthers, MayHoldWhatNoSubmissionLooksAt) {
    write(".DS_Store", 0600);
    write(".Trash/take.wav", 0600);
    ::chmod((root + "/.Trash").c_str(), 0700);
    write("notes.txt", 0600);
    fs::create_directory(root + "/lost+found");
    ::chmod((root + "/lost+found").c_str(), 0700);
    const RootFacts facts = look(root);
    EXPECT_EQ(facts.error_number, 0) << facts.at;
    EXPECT_EQ(facts.files, 1u);
    write("day-1/take.FLAC", 0600);
    EXPECT_EQ(look(root).error_number, EACCES) << "a recording of any name counts";
}

TEST_F(ARootOfOthers, MayChangeWhileItIsLookedAt) {
    std::atomic<bool> over = false;
    std::thread somebody([&] {
        while (!over) {
            for (int day = 0; day < 20; ++day) write("new-" + std::to_string(day) + "/take.wav", 0644);
            for (int day = 0; day < 20; ++day) fs::remove_all(root + "/new-" + std::to_string(day));
        }
    });
    for (int round = 0; round < 300; ++round) {
        const RootFacts facts = look_at_root(root, "root");
        EXPECT_EQ(facts.error_number, 0) << facts.at;
    }
    over = true;
    somebody.join();
}

}  // namespace
}  // namespace understudy::test
