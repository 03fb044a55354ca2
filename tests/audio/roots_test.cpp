// Which root a path means, and that no other root's disk is asked about it.
#include "audio/roots.hpp"

#include <gtest/gtest.h>

#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

class TwoRoots : public testing::Test {
  protected:
    void SetUp() override {
        for (const char* name : {"plain/x.wav", "old/x.wav", "new/x.wav"}) write_file(folder_.at(name), "x");
        lead_to("old");
    }
    /// The second root is a link.
    void lead_to(const std::string& target) {
        std::filesystem::remove(folder_.path() + "/link");
        std::filesystem::create_directory_symlink(folder_.at(target), folder_.path() + "/link");
    }
    TemporaryFolder folder_;
    Roots roots_{{folder_.path() + "/plain", folder_.path() + "/link"}};
};

TEST_F(TwoRoots, AreFoundByTheirTextAndByWhereTheyLed) {
    EXPECT_EQ(roots_.find(folder_.at("plain/x.wav")), 0u);
    EXPECT_EQ(roots_.find(folder_.path() + "/link/x.wav"), 1u);
    EXPECT_EQ(roots_.find(folder_.at("old/x.wav")), 2u) << "nobody has followed the link";
    ASSERT_TRUE(roots_.learn(1).ok());
    EXPECT_EQ(roots_.find(folder_.at("old/x.wav")), 1u);
    EXPECT_EQ(roots_.find("/elsewhere/x.wav"), 2u);
}

TEST_F(TwoRoots, AreOnlyAskedAboutWhatTheyMayHold) {
    ASSERT_TRUE(roots_.learn(1).ok());
    lead_to("new");
    EXPECT_TRUE(roots_.contains_text(folder_.at("plain/x.wav")));
    EXPECT_TRUE(roots_.contains_resolved(folder_.at("plain/x.wav")));
    EXPECT_TRUE(roots_.open_resolved(folder_.at("plain/x.wav"), false).ok());
    EXPECT_EQ(roots_.find(folder_.at("new/x.wav")), 2u) << "the link was followed for another root's file";
    EXPECT_TRUE(roots_.contains_text(folder_.path() + "/link/x.wav"));
    EXPECT_EQ(roots_.find(folder_.at("new/x.wav")), 1u);
}

TEST_F(TwoRoots, HoldOnlyWhatTheyHoldNow) {
    ASSERT_TRUE(roots_.learn(1).ok());
    lead_to("new");
    const auto gone = roots_.open_resolved(folder_.at("old/x.wav"), false);
    ASSERT_FALSE(gone.ok());
    EXPECT_EQ(gone.error().error_number, EXDEV);
    EXPECT_TRUE(roots_.open_resolved(folder_.at("new/x.wav"), false).ok());
}

TEST_F(TwoRoots, ThatNobodyHasFollowedAreAskedAboutWhatLiesInNoOther) {
    EXPECT_TRUE(roots_.open_resolved(folder_.at("old/x.wav"), false).ok());
    EXPECT_FALSE(roots_.contains_resolved("/elsewhere/x.wav"));
}

TEST(RootsInOneAnother, AreToldApartByTheInnermost) {
    const Roots roots({"/srv", "/srv/nas", "/srv/nas/old"});
    EXPECT_EQ(roots.find("/srv/x.wav"), 0u);
    EXPECT_EQ(roots.find("/srv/nas/x.wav"), 1u);
    EXPECT_EQ(roots.find("/srv/nas/old/x.wav"), 2u);
    EXPECT_EQ(roots.find("/srv/nas2/x.wav"), 0u);
}

}  // namespace
}  // namespace understudy
