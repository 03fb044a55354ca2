// The studio under a checkup.
#pragma once

#include "world.hpp"

namespace understudy::simulated {

class ACheckup : public ::testing::Test {
  protected:
    Studio world;

    Checks checkup() {
        auto checks =
            world.ask<Checks>([&](Answer<Checks> answer) { world.driver->checkup(std::move(answer)); });
        EXPECT_TRUE(checks.ok());
        return checks.ok() ? checks.value() : Checks{};
    }
    static const Check* named(const Checks& checks, const std::string& name) {
        for (const Check& check : checks)
            if (check.name == name) return &check;
        return nullptr;
    }
    static bool says(const Check* check, const std::string& part) {
        return check && (check->words + " " + check->cure).find(part) != std::string::npos;
    }
    /// Another process, with these premises.
    void move_to(Premises& premises) {
        world.crash();
        world.driver = std::make_unique<Driver>(Ports{world.cloud, world.store, world.clock, world.recordings,
                                                      world.listener, world.entropy, &premises},
                                                world.policy);
        bool ready = false;
        world.driver->start([&] { ready = true; });
        ASSERT_TRUE(world.run_until([&] { return ready; }));
    }
    void buy_by_hand(const std::string& description) {
        NewFineTune request{"stranger", description, "en", world.policy.model_id,
                            world.cloud.dataset_ids().front()};
        bool done = false;
        world.cloud.create_fine_tune(request, [&](const auto& outcome) { done = outcome.ok(); });
        ASSERT_TRUE(world.run_until([&] { return done; }));
    }
};

}  // namespace understudy::simulated
