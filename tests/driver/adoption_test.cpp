// A job that follows what somebody began in the playground, driven from end to end.
#include "world.hpp"

namespace understudy::simulated {
namespace {

/// Somebody begins a training by hand; what the cloud shows of it.
CloudFineTune begin_by_hand(Studio& world) {
    const std::string dataset = world.cloud.add_dataset("by hand");
    for (const char* name : {"a.wav", "b.wav"}) world.cloud.add_file(dataset, name, 100);
    CloudFineTune seen;
    bool done = false;
    world.cloud.create_fine_tune({"By hand", "words", "en", world.policy.model_id, dataset},
                                 [&](const Outcome<CloudFineTune>& outcome) {
                                     done = outcome.ok();
                                     if (done) seen = *outcome;
                                 });
    EXPECT_TRUE(world.run_until([&] { return done; }));
    return seen;
}

std::string adopt(Studio& world, const CloudFineTune& seen) {
    Submission submission;
    submission.adopted = seen;
    const auto made = world.ask<Submitted>(
        [&](Answer<Submitted> answer) { world.driver->submit(submission, std::nullopt, std::move(answer)); });
    EXPECT_TRUE(made.ok()) << made.error().detail;
    return made.ok() ? made->view.job.id : "";
}

TEST(Adoption, LeadsToTheVoicesAndBuysNothing) {
    Studio world;
    const std::string id = adopt(world, begin_by_hand(world));
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1) << "the one that was made by hand";
    EXPECT_EQ(std::get<Completed>(world.store.jobs.at(id).state).voices.size(), 4u);
}

TEST(Adoption, ACrashAtEveryMomentBuysNothing) {
    for (int moment = 0; moment < 60; ++moment) {
        Studio world;
        const std::string id = adopt(world, begin_by_hand(world));
        int steps = 0;
        world.run_until([&] { return ++steps > moment; });
        world.crash_and_boot();
        ASSERT_TRUE(world.comes_to(id, "completed")) << "moment " << moment << "\n" << world.story(id);
        ASSERT_EQ(world.cloud.bought(), 1) << "moment " << moment;
    }
}

TEST(Adoption, WhereItFailedTheJobRestsUntilAPersonBuysAnew) {
    Studio world;
    world.cloud.fail_trainings(1);
    const std::string id = adopt(world, begin_by_hand(world));
    ASSERT_TRUE(world.comes_to(id, "failed")) << world.story(id);
    world.run_for(std::chrono::hours{1'000});
    EXPECT_EQ(world.cloud.bought(), 1);
    EXPECT_STREQ(state_word(world.store.jobs.at(id).state), "failed");
    EXPECT_TRUE(world.command(id, RetryCommand{}).ok());
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 2);
    EXPECT_EQ(world.cloud.bought(id), 1) << "one purchase bears the job's mark";
}

TEST(Adoption, CancelingTheJobLeavesTheTrainingAlone) {
    Studio world;
    const std::string id = adopt(world, begin_by_hand(world));
    EXPECT_TRUE(world.command(id, CancelCommand{}).ok());
    ASSERT_TRUE(world.comes_to(id, "canceled")) << world.story(id);
    EXPECT_EQ(world.cloud.calls["delete_fine_tune"], 0);
}

}  // namespace
}  // namespace understudy::simulated
