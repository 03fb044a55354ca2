#include "sim/season.hpp"

#include <array>

namespace understudy::simulated {

Season season_of(SeasonKind kind) {
    Season season;
    season.kind = kind;
    const bool all = kind == SeasonKind::everything;
    season.storms = all || kind == SeasonKind::storms || kind >= SeasonKind::cut_markers;
    season.outages = all || kind == SeasonKind::outages;
    season.disks = all || kind == SeasonKind::disks;
    season.crashes = all || kind == SeasonKind::crashes || kind >= SeasonKind::lags;
    season.lags = all || kind == SeasonKind::lags;
    season.backups = kind == SeasonKind::backups;
    // One listing stands before a purchase on a restored backup: what lands after it cannot be seen.
    season.late_commits = !season.backups;
    season.late_uploads = kind == SeasonKind::late_uploads;
    season.cut_markers = kind == SeasonKind::cut_markers;
    season.beyond_window = kind == SeasonKind::beyond_window;
    return season;
}

Season draw_season(Chance& chance) {
    return season_of(static_cast<SeasonKind>(chance.between(0, kSeasonKinds - 1)));
}

const char* to_word(SeasonKind kind) {
    static constexpr std::array<const char*, kSeasonKinds> words{
        "calm", "storms",      "outages", "disks",        "crashes",      "everything",
        "lags", "cut markers", "backups", "late uploads", "beyond window"};
    return words.at(static_cast<std::size_t>(kind));
}

}  // namespace understudy::simulated
