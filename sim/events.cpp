#include "sim/events.hpp"

#include <array>

namespace understudy::simulated {

namespace {
constexpr Duration kMoment = milliseconds{1};
using std::chrono::hours;
using std::chrono::minutes;
}  // namespace

void Events::schedule() {
    const Duration pause = chance_.between(kMoment, chance_.happens(0.2) ? Duration{hours{6}} : seconds{60});
    stage_.world.loop.post_after(
        pause,
        [this] {
            happen();
            if (--left_ > 0) schedule();
        },
        Whose::world);
}

void Events::in_a_while(Duration longest, std::function<void()> then) {
    stage_.world.loop.post_after(
        chance_.between(kMoment, longest),
        [this, era = era_, then = std::move(then)] {
            if (era == era_) then();
        },
        Whose::world);
}

void Events::happen() {
    using Act = void (Events::*)();
    std::vector<Act> acts;
    if (season_.storms) acts.insert(acts.end(), {&Events::storm, &Events::storm, &Events::cloud_trouble});
    if (season_.outages) acts.insert(acts.end(), {&Events::outage, &Events::cloud_trouble});
    if (season_.disks) acts.push_back(&Events::disk);
    if (season_.crashes) acts.insert(acts.end(), {&Events::crash, &Events::crash, &Events::clock_step});
    if (season_.lags || season_.late_uploads || season_.beyond_window) acts.push_back(&Events::lag);
    if (season_.backups) acts.push_back(&Events::backup);
    if (acts.empty() || chance_.happens(0.35)) return person_.meddle();
    (this->*acts[static_cast<std::size_t>(chance_.between(0, static_cast<std::int64_t>(acts.size()) - 1))])();
}

void Events::storm() {
    static constexpr std::array rates{0.02, 0.1, 0.3, 0.6, 0.95};
    weather_.storm = chance_.one_of(std::span<const double>(rates));
    stage_.trace.say(stage_.world.loop.steady(), "storm");
    in_a_while(hours{3}, [this] { weather_.storm = 0; });
}

void Events::outage() {
    stage_.trace.say(stage_.world.loop.steady(), "outage");
    weather_.outage = true;
    in_a_while(hours{72}, [this] { weather_.outage = false; });
}

void Events::disk() {
    auto& store = stage_.world.store;
    const auto what = chance_.between(0, 2);
    stage_.trace.say(stage_.world.loop.steady(), "disk trouble");
    if (what == 0) store.away = true;
    if (what == 1) store.full = true;
    if (what == 2) weather_.bad_disk = 0.5;
    in_a_while(hours{2}, [this, &store] { store.away = store.full = false, weather_.bad_disk = 0; });
}

void Events::crash() {
    if (chance_.happens(0.25)) return stage_.stop();
    stage_.crash_after(static_cast<std::uint64_t>(chance_.between(1, 60)));
    // The next one strikes in the middle of the recovery.
    if (chance_.happens(0.4))
        in_a_while(seconds{5},
                   [this] { stage_.crash_after(static_cast<std::uint64_t>(chance_.between(1, 30))); });
}

void Events::clock_step() {
    static constexpr std::array<std::int64_t, 6> steps{1, -1, 24, -24, 24 * 3650, -24 * 3650};  // hours
    stage_.world.clock.skew = hours{chance_.one_of(std::span<const std::int64_t>(steps))};
    stage_.counts.clock_steps += 1;
    stage_.trace.say(stage_.world.loop.steady(), "clock steps");
}

/// On the disk: what nobody knows yet must stay in the lists, or it cannot be found.
bool Events::known_to_a_job(const std::string& fine_tune_id) const {
    for (const auto& [id, job] : stage_.world.store.jobs)
        for (const Intent& intent : job.intents)
            if (intent.remote_id == fine_tune_id) return true;
    return false;
}

/// Within what the protocol assumes, unless the season breaks that.
void Events::lag() {
    auto& settings = stage_.world.cloud.model.settings();
    stage_.trace.say(stage_.world.loop.steady(), "listings lag");
    if (season_.late_uploads) settings.files_lag.time = chance_.between(seconds{1}, minutes{10});
    if (season_.lags) {
        settings.fine_tunes_lag.time = chance_.between(seconds{1}, minutes{5});
        settings.datasets_lag.time = chance_.between(seconds{1}, seconds{30});
        if (const auto& all = stage_.world.cloud.purchases(); !all.empty() && chance_.happens(0.5)) {
            hidden_.push_back(all[chance_.bits() % all.size()].fine_tune_id);
            stage_.world.cloud.model.hide(hidden_.back(), chance_.happens(0.5),
                                          known_to_a_job(hidden_.back()) && chance_.happens(0.5));
        }
    }
    if (season_.beyond_window) settings.fine_tunes_lag.time = chance_.between(minutes{1}, hours{1});
    in_a_while(hours{2},
               [&settings] { settings.fine_tunes_lag = settings.datasets_lag = settings.files_lag = {}; });
}

void Events::backup() {
    if (!backup_ || chance_.happens(0.5)) {
        backup_ = stage_.world.store.backup();
        return stage_.trace.say(stage_.world.loop.steady(), "backup is made");
    }
    // What had left arrives before the backup is put back.
    stage_.crash(seconds{1}, [this] {
        stage_.trace.say(stage_.world.loop.steady(), "backup is put back");
        stage_.counts.restores += 1;
        stage_.world.store.restore(*backup_);
        stage_.checker.restored();
        person_.restored();
    });
}

void Events::cloud_trouble() {
    World& world = stage_.world;
    auto& settings = world.cloud.model.settings();
    switch (chance_.between(0, 5)) {
        case 0:
            world.cloud.fail_trainings(static_cast<unsigned>(chance_.between(1, 3)));
            break;
        case 1:
            world.cloud.fail_trainings(1, {"two speakers were heard"});
            break;
        case 2:
            world.cloud.key_good = false;
            break;
        case 3:
            settings.credits = 0;
            break;
        case 4:
            settings.slots = 1;
            settings.failed_fine_tunes_take_slots = true;
            break;
        case 5:
            world.cloud.voiceless = static_cast<int>(chance_.between(1, 8));
            break;
    }
    in_a_while(hours{5}, [&world, &settings] {
        world.cloud.key_good = true;
        settings.credits.reset();
        settings.slots = 0;
    });
}

void Events::make_peace() {
    era_ += 1;
    World& world = stage_.world;
    weather_.calm_down();
    stage_.crash_no_more();
    world.store.away = world.store.full = false;
    world.cloud.key_good = true;
    auto& settings = world.cloud.model.settings();
    settings.credits.reset();
    settings.slots = 0;
    settings.fine_tunes_lag = settings.datasets_lag = settings.files_lag = {};
    for (const std::string& id : hidden_) world.cloud.model.hide(id, false, false);
    stage_.trace.say(world.loop.steady(), "peace");
}

}  // namespace understudy::simulated
