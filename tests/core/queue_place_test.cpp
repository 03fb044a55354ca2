#include "core/queue_place.hpp"

#include <gtest/gtest.h>

#include "jobs.hpp"

namespace understudy::testing {
namespace {

TEST(APlaceInTheQueue, IsByPriorityThenByAgeUntilAJobIsMoved) {
    Job older = draft(), younger = draft(), urgent = draft(), moved = draft();
    older.id = "job_01JD0000000000000000000000", younger.id = "job_01JD0000000000000000000001";
    urgent.id = "job_01JD0000000000000000000002", urgent.spec.priority = 1;
    moved.id = "job_01JD0000000000000000000003", moved.queue_key = key_between("", key_by_age(older.id));
    EXPECT_LT(place_of(urgent), place_of(moved));
    EXPECT_LT(place_of(moved), place_of(older));
    EXPECT_LT(place_of(older), place_of(younger));
}

TEST(APlaceInTheQueue, LiesBetweenAnyTwoHoweverOftenOneIsMovedThere) {
    std::string low = key_by_age("job_01JD0000000000000000000000");
    const std::string high = key_by_age("job_01JD0000000000000000000001");
    for (int moves = 0; moves < 1'000; ++moves) {
        const std::string key = key_between(low, high);
        ASSERT_LT(low, key);
        ASSERT_LT(key, high);
        ASSERT_FALSE(key.ends_with('0')) << "there would be no room before it";
        low = key;
    }
    EXPECT_LT(low.size(), 250u) << "a digit for every five moves";
}

TEST(APlaceInTheQueue, LiesBeforeTheFirstAndBehindTheLast) {
    std::string first = key_by_age(kJobId), last = first;
    for (int moves = 0; moves < 200; ++moves) {
        const std::string before = key_between("", first), behind = key_between(last, "");
        ASSERT_LT(before, first);
        ASSERT_LT(last, behind);
        first = before, last = behind;
    }
}

TEST(APlaceInTheQueue, LiesBetweenAKeyAndTheNextOneThatBeginsWithIt) {
    for (const auto& [low, high] : {std::pair{"A", "A0G"}, std::pair{"A", "A1"}, std::pair{"AZ", "B"}}) {
        const std::string key = key_between(low, high);
        EXPECT_LT(low, key);
        EXPECT_LT(key, high);
    }
    EXPECT_THROW((void)key_between("B", "A"), BrokenInvariant);
}

}  // namespace
}  // namespace understudy::testing
