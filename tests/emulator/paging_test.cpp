#include <gtest/gtest.h>

#include "tests/emulator/cloud.hpp"

namespace understudy::emulator::testing {
namespace {

std::vector<std::string> names(const Page<Dataset>& page) {
    std::vector<std::string> found;
    for (const auto& dataset : page.data) found.push_back(dataset.name);
    return found;
}

struct Paging : ::testing::Test, Cloud {
    std::vector<std::string> ids;
    void make(int count) {
        for (int n = 0; n < count; ++n)
            ids.push_back(model.create_dataset({"d" + std::to_string(n), ""}, now)->id);
    }
};

TEST_F(Paging, ThePageHasTenObjectsUnlessAskedOtherwise) {
    make(12);
    auto page = model.list_datasets({}, now);
    EXPECT_EQ(page->data.size(), 10u);
    EXPECT_TRUE(page->has_more);
    EXPECT_EQ(page->next_page, page->data.back().id);
}

TEST_F(Paging, NewestComesFirst) {
    make(3);
    EXPECT_EQ(names(*model.list_datasets({}, now)), (std::vector<std::string>{"d2", "d1", "d0"}));
}

TEST_F(Paging, OldestCanComeFirst) {
    make(3);
    settings().newest_first = false;
    EXPECT_EQ(names(*model.list_datasets({}, now)), (std::vector<std::string>{"d0", "d1", "d2"}));
}

TEST_F(Paging, AfterTheLastObjectComesAnEmptyPage) {
    make(3);
    auto page = model.list_datasets({.starting_after = ids[0]}, now);
    ASSERT_TRUE(page.ok());
    EXPECT_TRUE(page->data.empty());
    EXPECT_FALSE(page->has_more);
    EXPECT_EQ(page->next_page, std::nullopt);
}

TEST_F(Paging, PagesFollowEachOtherWithoutGapOrRepeat) {
    make(25);
    std::vector<std::string> seen;
    PageRequest request{.limit = 7};
    for (bool more = true; more;) {
        auto page = model.list_datasets(request, now);
        for (const auto& name : names(*page)) seen.push_back(name);
        more = page->has_more;
        request.starting_after = page->next_page;
    }
    ASSERT_EQ(seen.size(), 25u);
    for (int n = 0; n < 25; ++n) EXPECT_EQ(seen[static_cast<std::size_t>(n)], "d" + std::to_string(24 - n));
}

TEST_F(Paging, EndingBeforeGivesTheNearestInTheSameOrder) {
    make(5);
    auto page = model.list_datasets({.limit = 2, .ending_before = ids[0]}, now);
    EXPECT_EQ(names(*page), (std::vector<std::string>{"d2", "d1"}));
    EXPECT_TRUE(page->has_more);
    EXPECT_EQ(page->next_page, ids[2]);
}

TEST_F(Paging, ADeletedObjectStillServesAsCursor) {
    make(3);
    ASSERT_TRUE(model.delete_dataset(ids[1], now).ok());
    EXPECT_EQ(names(*model.list_datasets({.starting_after = ids[1]}, now)), (std::vector<std::string>{"d0"}));
}

TEST_F(Paging, ABadLimitIsRefusedOrClampedAsSet) {
    make(3);
    EXPECT_EQ(model.list_datasets({.limit = 0}, now).error().status, 400);
    EXPECT_EQ(model.list_datasets({.limit = 101}, now).error().status, 400);
    settings().refuse_bad_limit = false;
    EXPECT_EQ(model.list_datasets({.limit = 0}, now)->data.size(), 1u);
    EXPECT_EQ(model.list_datasets({.limit = 101}, now)->data.size(), 3u);
}

TEST_F(Paging, AnUnknownCursorIsRefusedOrEndsTheListAsSet) {
    make(1);
    EXPECT_EQ(model.list_datasets({.starting_after = "dataset_none"}, now).error().status, 400);
    settings().refuse_unknown_cursor = false;
    EXPECT_TRUE(model.list_datasets({.starting_after = "dataset_none"}, now)->data.empty());
}

TEST_F(Paging, ALaggingObjectIsFoundByIdButMissingFromListsForAWhile) {
    settings().datasets_lag.time = minutes(5);
    make(1);
    EXPECT_TRUE(model.get_dataset(ids[0], now).ok());
    EXPECT_TRUE(model.list_datasets({}, now)->data.empty());
    EXPECT_EQ(model.list_datasets({}, now + minutes(5))->data.size(), 1u);
}

TEST_F(Paging, ALaggingObjectIsMissingFromSoManyListings) {
    settings().datasets_lag.listings = 2;
    make(1);
    EXPECT_TRUE(model.list_datasets({}, now)->data.empty());
    EXPECT_TRUE(model.list_datasets({}, now)->data.empty());
    EXPECT_EQ(model.list_datasets({}, now)->data.size(), 1u);
}

}  // namespace
}  // namespace understudy::emulator::testing
