#include "cartesia/turn_order.hpp"

#include <gtest/gtest.h>

namespace understudy::cartesia {
namespace {

TEST(TurnOrder, OneLaneIsFirstComeFirstServed) {
    TurnOrder order;
    const auto a = order.join(Lane::read);
    const auto b = order.join(Lane::read);
    EXPECT_EQ(order.first(), a);
    order.leave(a, true);
    EXPECT_EQ(order.first(), b);
    order.leave(b, true);
    EXPECT_EQ(order.first(), std::nullopt);
}

TEST(TurnOrder, TheLanesTakeTurnsHoweverLongTheOtherIs) {
    TurnOrder order;
    std::vector<TurnOrder::Ticket> reads;
    for (int i = 0; i < 1'000; ++i) reads.push_back(order.join(Lane::read));
    order.leave(reads[0], true);
    const auto write = order.join(Lane::write);
    EXPECT_EQ(order.first(), write);
    order.leave(write, true);
    const auto second_write = order.join(Lane::write);
    EXPECT_EQ(order.first(), reads[1]);
    order.leave(reads[1], true);
    EXPECT_EQ(order.first(), second_write);
}

TEST(TurnOrder, WhoGoesAwayUnservedCostsItsLaneNothing) {
    TurnOrder order;
    const auto write = order.join(Lane::write);
    const auto other_write = order.join(Lane::write);
    order.join(Lane::read);
    order.leave(write, false);
    EXPECT_EQ(order.first(), other_write);
    order.leave(write, false);  // once more: ignored
    EXPECT_EQ(order.waiting(), 2u);
}

}  // namespace
}  // namespace understudy::cartesia
