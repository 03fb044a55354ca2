// When a file was changed last, as the machine says that it comes from.
#include "shelf_world.hpp"

namespace understudy::inbox {
namespace {

class ATime : public ::testing::Test {
  protected:
    ShelfWorld world;
    Shelf shelf{world.options};
};

TEST_F(ATime, OfTheLastChangeIsKeptAndItsSenderKnowsTheFileAgainByIt) {
    const auto upload =
        shelf.create({5, metadata_of("Anna", "a.wav") + ",modified MTc2NTAwMDAwMDEyMzQ1Njc4OQ=="});
    ASSERT_TRUE(upload.ok()) << upload.error().detail;
    EXPECT_EQ(send(shelf, upload->id, 0, "hello"), "");
    const Time changed_at{seconds{1'765'000'000} + microseconds{123'456}};
    EXPECT_EQ(*shelf.files("Anna"), (std::vector{InboxFile{"a.wav", 5, changed_at}}));
}

TEST_F(ATime, ThatIsMissingOrNonsenseKeepsNoFileOut) {
    std::string name = "a";
    for (const char* modified : {"", ",modified", ",modified LTE=", ",modified YWJj"}) {
        const auto upload = shelf.create({1, metadata_of("Anna", name += "a") + modified});
        ASSERT_TRUE(upload.ok()) << modified;
        EXPECT_EQ(send(shelf, upload->id, 0, "x"), "") << modified;
    }
    const auto files = shelf.files("Anna");
    ASSERT_TRUE(files.ok() && files->size() == 4);
    EXPECT_GT(files->front().modified_at, Time(seconds{1'765'000'000})) << "when it came";
}

}  // namespace
}  // namespace understudy::inbox
