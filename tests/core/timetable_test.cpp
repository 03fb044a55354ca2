#include "core/timetable.hpp"

#include <gtest/gtest.h>

namespace understudy {
namespace {

constexpr int monday = 0, friday = 4, saturday = 5, sunday = 6;

LocalTime at(int weekday, int hour, int minute = 0) { return {weekday, hour * 60 + minute}; }

BandwidthWindow window(std::array<bool, 7> days, int from, int until, std::uint64_t limit) {
    return {days, from * 60, until * 60, limit};
}

const std::array<bool, 7> workdays{true, true, true, true, true, false, false};
const std::array<bool, 7> every_day{true, true, true, true, true, true, true};

std::uint64_t limit_at(const Timetable& timetable, LocalTime time) {
    const BandwidthWindow* found = window_at(timetable, time);
    return found ? found->limit : 999;
}

TEST(ATimetable, CountsFromTheFirstMinuteOfAWindowToTheLast) {
    const Timetable week{window(workdays, 8, 19, 1)};
    EXPECT_EQ(limit_at(week, at(monday, 7, 59)), 999u);
    EXPECT_EQ(limit_at(week, at(monday, 8)), 1u);
    EXPECT_EQ(limit_at(week, at(friday, 18, 59)), 1u);
    EXPECT_EQ(limit_at(week, at(friday, 19)), 999u);
    EXPECT_EQ(limit_at(week, at(saturday, 12)), 999u);
}

TEST(ATimetable, GoesOnAfterMidnightOfTheDayOnWhichAWindowBegan) {
    const Timetable week{window({false, false, false, false, false, false, true}, 22, 6, 2)};
    EXPECT_EQ(limit_at(week, at(sunday, 23)), 2u);
    EXPECT_EQ(limit_at(week, at(monday, 5, 59)), 2u);
    EXPECT_EQ(limit_at(week, at(monday, 6)), 999u);
    EXPECT_EQ(limit_at(week, at(monday, 23)), 999u);
    EXPECT_EQ(limit_at(week, at(sunday, 5)), 999u);
}

TEST(ATimetable, TakesTheFirstWindowThatFits) {
    const Timetable week{window(workdays, 12, 13, 1), window(every_day, 0, 24, 2)};
    EXPECT_EQ(limit_at(week, at(monday, 12, 30)), 1u);
    EXPECT_EQ(limit_at(week, at(monday, 13)), 2u);
    EXPECT_EQ(limit_at(week, at(sunday, 12, 30)), 2u);
}

TEST(ATimetable, NamesTheNextEdgeAndADayWhereThereIsNone) {
    const Timetable week{window(workdays, 8, 19, 1), window(every_day, 22, 6, 2)};
    EXPECT_EQ(minutes_to_next_edge(week, at(monday, 7, 30)), 30);
    EXPECT_EQ(minutes_to_next_edge(week, at(monday, 8)), 11 * 60);
    EXPECT_EQ(minutes_to_next_edge(week, at(monday, 23)), 7 * 60);
    EXPECT_EQ(minutes_to_next_edge({}, at(monday, 23)), minutes_a_day);
}

}  // namespace
}  // namespace understudy
