#include "daemon/driver/bandwidth.hpp"

#include <algorithm>

namespace understudy {
namespace {

/// The wall clock may be set, or summer time begin, while nobody looks.
constexpr Duration kLookAgain = std::chrono::minutes{15};

}  // namespace

BandwidthView Bandwidth::now() const {
    using Source = BandwidthView::Source;
    if (const auto& switched = switchboard_.in_force().bandwidth_limit)
        return {*switched, Source::control, {}};
    const Timetable& timetable = policy_.bandwidth_timetable;
    if (timetable.empty()) return {policy_.bandwidth_limit, Source::config, {}};
    const Time wall = clock_.wall();
    const LocalTime local = clock_.local(wall);
    const Time edge = std::chrono::floor<std::chrono::minutes>(wall) +
                      std::chrono::minutes{minutes_to_next_edge(timetable, local)};
    const BandwidthWindow* window = window_at(timetable, local);
    if (!window) return {policy_.bandwidth_limit, Source::config, edge};
    return {window->limit, Source::timetable, edge};
}

void Bandwidth::apply(bool uploads_under_way) {
    const BandwidthView view = now();
    if (told_ != view.limit) cloud_.limit_uploads(view.limit);
    told_ = view.limit;
    due_at_.reset();
    if (!uploads_under_way || !view.until) return;
    due_at_ = clock_.steady() + std::clamp<Duration>(*view.until - clock_.wall(), seconds{1}, kLookAgain);
}

}  // namespace understudy
