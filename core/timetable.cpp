#include "core/timetable.hpp"

#include <algorithm>

namespace understudy {
namespace {

/// A window that goes on after midnight is in force on the next day's morning, too.
bool holds(const BandwidthWindow& window, LocalTime at) {
    const auto begins_on = [&](int weekday) { return window.days.at(static_cast<std::size_t>(weekday)); };
    if (window.begin < window.end)
        return begins_on(at.weekday) && at.minute >= window.begin && at.minute < window.end;
    const bool evening = begins_on(at.weekday) && at.minute >= window.begin;
    return evening || (begins_on((at.weekday + 6) % 7) && at.minute < window.end);
}

}  // namespace

const BandwidthWindow* window_at(const Timetable& timetable, LocalTime at) {
    const auto found = std::find_if(timetable.begin(), timetable.end(),
                                    [&](const BandwidthWindow& window) { return holds(window, at); });
    return found == timetable.end() ? nullptr : &*found;
}

int minutes_to_next_edge(const Timetable& timetable, LocalTime at) {
    int next = minutes_a_day;
    for (const BandwidthWindow& window : timetable)
        for (const int edge : {window.begin, window.end % minutes_a_day}) {
            const int away = (edge - at.minute + minutes_a_day) % minutes_a_day;
            if (away > 0) next = std::min(next, away);
        }
    return next;
}

}  // namespace understudy
