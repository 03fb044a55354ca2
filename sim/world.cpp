#include "sim/world.hpp"

namespace understudy::simulated {

void World::start() {
    driver = std::make_unique<Driver>(Ports{cloud, store, clock, recordings, listener, entropy}, policy);
    driver->start([] {});
}

void World::boot() {
    start();
    if (!store.away) run_until([this] { return driver->status().ready; }, std::chrono::minutes{1});
}

void World::crash() {
    driver.reset();
    loop.forget();
    store.forget_callers();
    cloud.forget_callers();
}

std::string World::state(const std::string& id) const { return state_word(store.jobs.at(id).state); }

std::optional<HoldReason> World::hold(const std::string& id) const {
    const auto& held = store.jobs.at(id).hold;
    return held ? std::optional(held->reason) : std::nullopt;
}

bool World::comes_to(const std::string& id, const std::string& wanted, Duration within) {
    return run_until([&] { return state(id) == wanted; }, within);
}

bool World::comes_to_hold(const std::string& id, HoldReason reason, Duration within) {
    return run_until([&] { return hold(id) == reason; }, within);
}

std::string World::story(const std::string& id) const {
    std::string text;
    for (const HistoryEvent& event : store.history)
        if (event.job_id == id)
            text += to_rfc3339(event.at) + " " + event.state + " " + event.type + ": " + event.cause + "\n";
    return text;
}

}  // namespace understudy::simulated
