// The cloud does not take the key: nobody hammers it, and another key counts at once.
#include "world.hpp"

namespace understudy::simulated {
namespace {

TEST(ARefusedKey, HoldsEveryJobAndOneProbeAMinuteLetsThemGoOn) {
    Studio world;
    world.cloud.key_good = false;
    const std::string first = world.submit(), second = world.submit();
    ASSERT_TRUE(world.comes_to_hold(first, HoldReason::credentials)) << world.story(first);
    ASSERT_TRUE(world.comes_to_hold(second, HoldReason::credentials)) << world.story(second);
    const Explanation words = world.explained(first);
    ASSERT_TRUE(words.next_at) << "it says when the key is tried again";
    EXPECT_LE(*words.next_at, world.clock.wall() + world.policy.credentials_retry);
    const int before = world.cloud.calls["probe_key"];
    world.run_for(std::chrono::minutes{10});
    EXPECT_LE(world.cloud.calls["probe_key"] - before, 11);
    world.cloud.key_good = true;
    ASSERT_TRUE(world.comes_to(first, "completed")) << world.story(first);
    ASSERT_TRUE(world.comes_to(second, "completed"));
}

TEST(ARefusedKey, IsToldToAJobInTrainingWithTheCure) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "training")) << world.story(id);
    world.cloud.key_good = false;
    world.run_for(std::chrono::minutes{2});
    const Explanation words = world.explained(id);
    EXPECT_NE(words.needs.find("correct the API key"), std::string::npos)
        << words.why << " / " << words.needs;
}

TEST(ARefusedKey, IsProbedAtOnceAfterAReload) {
    Studio world;
    world.cloud.key_good = false;
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::credentials));
    world.cloud.key_good = true;
    world.driver->reconfigure(world.policy);
    EXPECT_TRUE(world.run_until([&] { return !world.hold(id); }, seconds{5}));
}

TEST(ARefusedKey, IsForgottenWhenAnotherOneIsReloadedWhileItIsProbed) {
    Studio world;
    world.cloud.key_good = false;
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::credentials));
    const int probes = world.cloud.calls["probe_key"];
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["probe_key"] > probes; }));
    world.run_for(world.cloud.latency / 2);  // the cloud has refused the old key, and its answer is under way
    world.cloud.key_good = true;
    world.driver->reconfigure(world.policy);
    EXPECT_TRUE(world.run_until([&] { return !world.hold(id); }, seconds{5}));
}

}  // namespace
}  // namespace understudy::simulated
