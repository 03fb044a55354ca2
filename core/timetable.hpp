// A week's timetable of the bandwidth that uploads may take, in the machine's local time.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/time.hpp"

namespace understudy {

/// A moment as the clock on the wall shows it.
struct LocalTime {
    int weekday = 0;  ///< 0 is Monday
    int minute = 0;   ///< of the day, 0 to 1439
    bool operator==(const LocalTime&) const = default;
};

inline constexpr int minutes_a_day = 24 * 60;

/// From `begin` until `end`, minutes of the day, on these days; `end` at or before `begin` is on the day
/// after.
struct BandwidthWindow {
    std::array<bool, 7> days{};  ///< on which it begins; the first is Monday
    int begin = 0, end = 0;
    std::uint64_t limit = 0;  ///< bytes a second; 0: none
    bool operator==(const BandwidthWindow&) const = default;
};
using Timetable = std::vector<BandwidthWindow>;

/// The first window that the moment is in; nullptr: in none.
[[nodiscard]] const BandwidthWindow* window_at(const Timetable& timetable, LocalTime at);

/// How long until another window may count, in whole minutes from the beginning of this one; a day at most.
/// The local time may step (summer time) meanwhile: ask again then.
[[nodiscard]] int minutes_to_next_edge(const Timetable& timetable, LocalTime at);

}  // namespace understudy
