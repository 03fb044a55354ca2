#include "core/secret.hpp"

#include <gtest/gtest.h>

#include <array>
#include <new>

namespace understudy {
namespace {

// Short enough to stand in the object itself, where a test may look after its end.
constexpr const char* text = "sk_car_short";

/// A secret in memory that outlives it.
struct Place {
    alignas(Secret) std::array<char, sizeof(Secret)> memory{};
    Secret* secret = new (memory.data()) Secret(text);
    [[nodiscard]] bool holds(std::string_view part) const {
        return std::string_view(memory.data(), memory.size()).find(part) != std::string_view::npos;
    }
};

TEST(Secret, NothingIsLeftInItsPlaceAfterItsEnd) {
    Place place;
    ASSERT_TRUE(place.holds(text));
    place.secret->~Secret();
    EXPECT_FALSE(place.holds("sk_")) << "the key is still in the memory";
    EXPECT_FALSE(place.holds("short"));
}

TEST(Secret, NothingIsLeftWhereItWasMovedFrom) {
    Place place;
    const Secret moved(std::move(*place.secret));
    EXPECT_EQ(moved.reveal(), text);
    EXPECT_FALSE(place.holds("sk_"));
    EXPECT_TRUE(place.secret->empty());
    place.secret->~Secret();
}

TEST(Secret, NothingIsLeftOfTheOneThatWasReplaced) {
    Place place;
    *place.secret = Secret("another");
    EXPECT_EQ(place.secret->reveal(), "another");
    EXPECT_FALSE(place.holds("short")) << "the end of the longer one";
    place.secret->~Secret();
}

TEST(Secret, WipingOverwritesTheWholeOfALongText) {
    std::string key(100, 'k');
    const char* memory = key.data();
    key.resize(40);
    wipe(key);
    EXPECT_TRUE(key.empty());
    ASSERT_EQ(key.data(), memory);
    EXPECT_EQ(std::string_view(memory, 100).find('k'), std::string_view::npos);
}

TEST(Secret, MaskingLeavesTheRest) {
    EXPECT_EQ(without(Secret("abc"), "abc, xabcx and ab"), "***, x***x and ab");
    EXPECT_EQ(without(Secret(), "as it is"), "as it is");
}

}  // namespace
}  // namespace understudy
