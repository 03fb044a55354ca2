// The kinds of weather that a run may have. Each leaves some of the assumptions standing.
#pragma once

#include <cstdint>

#include "sim/chance.hpp"

namespace understudy::simulated {

enum class SeasonKind {
    calm,           ///< people only
    storms,         ///< calls fail in every way
    outages,        ///< the cloud is away for up to three days, the key is refused, credits lack
    disks,          ///< the store is away, full, or its fsync fails
    crashes,        ///< the process dies, again in the middle of its recovery; the wall clock steps
    everything,     ///< all of the above
    lags,           ///< listings lag within the settling window; fine-tunes vanish and come back
    cut_markers,    ///< the cloud cuts our markers
    backups,        ///< an old backup of the database is put back
    late_uploads,   ///< uploads take effect long after their answer, listings of files lag
    beyond_window,  ///< purchases show only after the settling window: the assumption is broken
};
inline constexpr int kSeasonKinds = static_cast<int>(SeasonKind::beyond_window) + 1;

struct Season {
    SeasonKind kind = SeasonKind::calm;
    bool storms = false, outages = false, disks = false, crashes = false, lags = false, backups = false;
    bool late_commits = true;  ///< a create whose answer is lost may take effect minutes later
    bool late_uploads = false, cut_markers = false, beyond_window = false;
};

[[nodiscard]] Season season_of(SeasonKind kind);
[[nodiscard]] Season draw_season(Chance& chance);
[[nodiscard]] const char* to_word(SeasonKind kind);

}  // namespace understudy::simulated
