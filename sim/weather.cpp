#include "sim/weather.hpp"

#include <algorithm>

namespace understudy::simulated {

namespace {
/// What a wait cures: most of what happens out there.
constexpr std::array kPassing{
    FaultKind::not_connected,   FaultKind::cut_request, FaultKind::lost_request,
    FaultKind::lost_answer,     FaultKind::late_commit, FaultKind::commit_past_window,
    FaultKind::silence,         FaultKind::slow,        FaultKind::silence_executed,
    FaultKind::status_500,      FaultKind::status_408,  FaultKind::status_503_executed,
    FaultKind::status_504_late, FaultKind::status_429,  FaultKind::status_409_executed,
    FaultKind::garbage_executed};
constexpr std::array kAway{FaultKind::not_connected, FaultKind::cut_request, FaultKind::silence};

bool is_late(FaultKind kind) {
    return kind == FaultKind::late_commit || kind == FaultKind::status_504_late ||
           kind == FaultKind::commit_past_window;
}
}  // namespace

void Counts::add(const Counts& other) {
    for (std::size_t i = 0; i < faults.size(); ++i) faults[i] += other.faults[i];
    store_refused += other.store_refused;
    store_failed_written += other.store_failed_written;
    store_away += other.store_away;
    crashes += other.crashes;
    stops += other.stops;
    clock_steps += other.clock_steps;
    restores += other.restores;
}

Weather::Weather(World& world, Season season, Chance& chance, Trace& trace, Counts& counts)
    : world_(world), season_(season), chance_(chance), trace_(trace), counts_(counts) {
    world.cloud.weather = [this](const std::string& call, std::uint64_t id) { return strike(call, id); };
    world.cloud.cut_by_crash = [this] { return chance_.happens(0.3); };
    world.store.weather = [this](int) { return strike_store(); };
    world.store.group_time = [this] { return chance_.between(milliseconds{1}, milliseconds{40}); };
}

bool Weather::allowed(FaultKind kind, const std::string& call) const {
    if (!is_late(kind)) return true;
    if (call == "upload_file") return season_.late_uploads;
    if (kind == FaultKind::commit_past_window) return season_.beyond_window;
    return season_.late_commits;
}

FaultKind Weather::draw(const std::string& call) {
    for (;;) {
        const FaultKind kind = chance_.happens(0.85)
                                   ? chance_.one_of(std::span<const FaultKind>(kPassing))
                                   : static_cast<FaultKind>(chance_.between(0, kFaultKinds - 1));
        if (allowed(kind, call)) return kind;
    }
}

std::optional<Fault> Weather::strike(const std::string& call, std::uint64_t id) {
    std::optional<FaultKind> kind;
    if (outage)
        kind = chance_.one_of(std::span<const FaultKind>(kAway));
    else if (const double risk = call == "create_fine_tune" ? std::max(storm, paid_storm) : storm;
             risk > 0 && chance_.happens(risk))
        kind = draw(call);
    trace_.mix(id);
    if (!kind) return std::nullopt;
    counts_.faults.at(static_cast<std::size_t>(*kind)) += 1;
    trace_.say(world_.loop.steady(), to_word(*kind), call);
    return make_fault(*kind);
}

StoreFault Weather::strike_store() {
    if (world_.store.away || world_.store.full) counts_.store_away += 1;
    if (bad_disk == 0 || !chance_.happens(bad_disk)) return StoreFault::none;
    const bool written = chance_.happens(0.5);
    (written ? counts_.store_failed_written : counts_.store_refused) += 1;
    trace_.say(world_.loop.steady(), "disk", written ? "fsync failed, written" : "refused");
    return written ? StoreFault::failed_written : StoreFault::refused;
}

}  // namespace understudy::simulated
