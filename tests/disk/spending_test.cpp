// From a submission to the voices, on a disk that fails at each of its calls in turn, or loses its power
// there: one purchase, never a create whose intent the disk does not hold, and the job goes on by itself.
#include <iostream>

#include "tests/disk/disk_world.hpp"
#include "tests/storage/support/sizes.hpp"

namespace understudy::simulated {
namespace {

using testing::DiskFault;
using testing::Loss;
using testing::nightly;
using testing::seed;

std::string state_of(DiskWorld& world, const std::string& id) {
    std::string state;
    auto told = std::make_shared<std::optional<std::string>>();
    if (!world.driver) return "";
    world.driver->get(id, [told](auto view) { *told = view.ok() ? state_word(view->job.state) : ""; });
    const Driver* asked = world.driver.get();
    world.live_until([&] { return told->has_value() || world.driver.get() != asked; }, seconds{10});
    return told->value_or("");
}

/// A job from end to end. Its state in the end.
std::string whole_story(DiskWorld& world) {
    world.boot();
    if (world.power_is_off()) world.power_comes_back();
    const std::string id = world.submit("/srv/anna");
    std::string state;
    for (int hours = 0; hours < 48 && state != "completed"; ++hours) {
        world.live_until([] { return false; }, std::chrono::hours{1});
        state = state_of(world, id);
    }
    // What the driver says may be ahead of the disk by an outage.
    world.live_until([&] { return world.driver && !world.driver->status().store_outage; },
                     std::chrono::hours{3});
    return state;
}

void expect_one_purchase(DiskWorld& world, const std::string& state, const std::string& what) {
    EXPECT_EQ(state, "completed") << what;
    EXPECT_EQ(world.cloud.bought(), 1) << what;
    EXPECT_EQ(world.driver->status().store_outage.has_value(), false) << what;
}

std::int64_t stride(std::int64_t on_working_days) { return nightly() ? 1 : on_working_days; }

TEST(Spending, OnADiskThatFailsOnceAtAnyOfItsCalls) {
    int failed = 0;
    bool met = true;
    const auto step = stride(13);
    for (auto calls = static_cast<std::int64_t>(seed()) % step; met && !::testing::Test::HasFailure();
         calls += step) {
        DiskWorld world(seed());
        world.disk.fail_after(calls, DiskFault::error, true);
        const std::string state = whole_story(world);
        met = world.disk.did_fail();
        failed += met ? 1 : 0;
        expect_one_purchase(world, state,
                            "call " + std::to_string(calls) + ": " + world.disk.first_failure());
        EXPECT_LE(world.listener.noticed_of("store_away"), 1);
        EXPECT_EQ(world.listener.noticed_of("store_away"), world.listener.noticed_of("store_back"));
    }
    std::cout << failed << " stories, each with another call of the disk that failed\n";
}

TEST(Spending, OnADiskThatFailsFromAnyOfItsCallsOnForTwoHours) {
    int failed = 0;
    bool met = true;
    const auto step = stride(17);
    for (auto calls = static_cast<std::int64_t>(seed()) % step; met && !::testing::Test::HasFailure();
         calls += step) {
        DiskWorld world(seed());
        world.mend_after(std::chrono::hours{2});
        world.disk.fail_after(calls, failed % 2 == 0 ? DiskFault::error : DiskFault::full, false);
        const std::string state = whole_story(world);
        met = world.disk.did_fail();
        failed += met ? 1 : 0;
        expect_one_purchase(world, state,
                            "call " + std::to_string(calls) + ": " + world.disk.first_failure());
        EXPECT_LE(world.listener.noticed_of("store_away"), 2) << "one line an outage, not one a try";
    }
    std::cout << failed << " stories, each with a disk that failed from another call on\n";
}

TEST(Spending, WithThePowerCutAtAnyCallOfTheDisk) {
    int cuts = 0;
    bool met = true;
    const auto step = stride(11);
    for (auto calls = static_cast<std::int64_t>(seed()) % step; met && !::testing::Test::HasFailure();
         calls += step) {
        const std::array losses{Loss::all, Loss::none, Loss::some, Loss::torn};
        DiskWorld world(seed());
        const auto dice = seed() * 7'919 + static_cast<std::uint64_t>(calls);
        const Loss loss = losses.at(nightly() ? dice % 4 : static_cast<std::uint64_t>(cuts % 4));
        world.cut_power_after(static_cast<std::uint64_t>(calls), loss, dice);
        const std::string before = world.path();
        const std::string state = whole_story(world);
        met = world.path() != before;
        cuts += met ? 1 : 0;
        expect_one_purchase(
            world, state,
            "cut at call " + std::to_string(calls) + ", loss " + std::to_string(static_cast<int>(loss)));
    }
    std::cout << cuts << " stories, each with the power cut at another call of the disk\n";
}

}  // namespace
}  // namespace understudy::simulated
