#include "sim/stage.hpp"

namespace understudy::simulated {

namespace {
/// No run needs nearly as many: one that does goes round in circles.
constexpr std::uint64_t kMostSteps = 5'000'000;
constexpr Duration kGrace = seconds{30}, kLongestStop = seconds{90};
}  // namespace

void Stage::listen() {
    world.listener.on_event = [this](const HistoryEvent& event) {
        if (trace.printed())
            trace.say(world.loop.steady(), event.type, event.job_id + " " + event.state + ": " + event.cause);
        else
            trace.say(world.loop.steady(), event.type, event.job_id);
    };
    world.listener.on_notice = [this](const std::string& type, const std::string& words) {
        trace.say(world.loop.steady(), type, words);
    };
    world.cloud.on_call = [this](const std::string& call) { trace.say(world.loop.steady(), "cloud", call); };
}

void Stage::crash(Duration down, std::function<void()> meanwhile) {
    trace.say(world.loop.steady(), "crash");
    counts.crashes += 1;
    crash_at_.reset();
    checker.stopping = false;
    world.crash();
    const std::uint64_t life = ++life_;
    if (down == Duration{} && !meanwhile) return world.start();
    world.loop.post_after(
        down,
        [this, life, meanwhile = std::move(meanwhile)] {
            if (life != life_) return;
            if (meanwhile) meanwhile();
            trace.say(world.loop.steady(), "start");
            world.start();
        },
        Whose::world);
}

void Stage::stop() {
    if (!world.driver || checker.stopping) return;
    trace.say(world.loop.steady(), "stop");
    counts.stops += 1;
    checker.stopping = true;
    const std::uint64_t life = life_;
    const auto over = [this, life](const char* what) {
        if (life != life_) return;
        if (what) checker.violated(what);
        counts.crashes -= 1;  // the end of this process is no crash
        crash({});
    };
    world.driver->stop(kGrace, [this, over] {
        world.loop.post_after(
            {}, [over] { over(nullptr); }, Whose::world);
    });
    world.loop.post_after(
        kLongestStop, [over] { over("a stop took longer than its grace"); }, Whose::world);
}

bool Stage::step(Duration until) {
    try {
        if (!world.loop.step(until)) return false;
    } catch (const std::exception& thrown) {
        checker.violated(std::string("the process ended by itself: ") + thrown.what());
        return false;
    }
    checker.after_step();
    if (crash_at_ && world.loop.steps() >= *crash_at_ && world.driver)
        crash(down_time ? down_time() : Duration{});
    if (world.loop.steps() > kMostSteps) checker.violated("it goes round in circles");
    return !broken();
}

bool Stage::play(Duration until, const std::function<bool()>& enough) {
    while (!enough())
        if (!step(until)) return !broken() && enough();
    return true;
}

}  // namespace understudy::simulated
