#include "cartesia/paging.hpp"

#include <gtest/gtest.h>

namespace understudy::cartesia {
namespace {

using Ids = std::vector<std::string_view>;

TEST(Paging, AsksForTheMostAndGoesOnAfterTheLastId) {
    Paging paging;
    EXPECT_EQ(paging.query(), "?limit=100");
    EXPECT_EQ(*paging.take(Ids{"a", "b/c"}, true), false);
    EXPECT_EQ(paging.query(), "?limit=100&starting_after=b%2Fc");
}

TEST(Paging, EndsWhereTheCloudSaysSo) {
    Paging paging;
    EXPECT_EQ(*paging.take(Ids{"a"}, false), true);
}

TEST(Paging, EndsAtAnEmptyPage) {
    for (const std::optional<bool> has_more : {std::optional<bool>(), std::optional(false)}) {
        Paging paging;
        EXPECT_EQ(*paging.take(Ids{}, has_more), true);
    }
}

TEST(Paging, AnEmptyPageThatPromisesMoreIsNotACompleteList) {
    Paging paging;
    EXPECT_FALSE(paging.take(Ids{}, true).ok());
}

TEST(Paging, GoesOnToTheEmptyPageWhereTheCloudDoesNotSay) {
    Paging paging;
    EXPECT_EQ(*paging.take(Ids{"a"}, std::nullopt), false);
    EXPECT_EQ(*paging.take(Ids{"b"}, std::nullopt), false);
    EXPECT_EQ(*paging.take(Ids{}, std::nullopt), true);
}

TEST(Paging, ARepeatedIdProvesThatTheCursorWasNotUnderstood) {
    Paging paging;
    ASSERT_TRUE(paging.take(Ids{"a", "b"}, true).ok());
    const auto again = paging.take(Ids{"a", "b"}, true);
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.error(), "the list repeats a");
}

TEST(Paging, ARepeatOnOnePageIsOneToo) {
    Paging paging;
    EXPECT_FALSE(paging.take(Ids{"a", "a"}, false).ok());
}

TEST(Paging, AListThatNeverEndsIsTrouble) {
    Paging paging;
    std::size_t pages = 0;
    for (;; ++pages) {
        const std::string id = std::to_string(pages);
        if (!paging.take(Ids{id}, true)) break;
        ASSERT_LT(pages, most_pages);
    }
    EXPECT_EQ(pages, most_pages - 1);
}

}  // namespace
}  // namespace understudy::cartesia
