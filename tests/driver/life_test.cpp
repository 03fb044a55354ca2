#include "world.hpp"

namespace understudy::simulated {
namespace {

TEST(TheWholeLife, RecordingsBecomeFourVoices) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    const auto& completed = std::get<Completed>(world.store.jobs.at(id).state);
    EXPECT_EQ(completed.voices.size(), 4u);
    EXPECT_EQ(world.cloud.bought(), 1);
    EXPECT_EQ(world.cloud.calls["upload_file"], 4);
    EXPECT_EQ(world.store.jobs.at(id).attempt, 1);
}

TEST(TheWholeLife, ATrainingThatIsOverBeforeItIsSeenIsNotMissed) {
    Studio world;
    world.cloud.model.settings().train_time = {};
    const std::string quick = world.submit();
    ASSERT_TRUE(world.comes_to(quick, "completed")) << world.story(quick);
    world.cloud.fail_trainings(1);
    world.cloud.faults["create_fine_tune"] = {Fault::lost_answer()};
    const std::string found = world.submit();
    ASSERT_TRUE(world.comes_to(found, "completed")) << world.story(found);
    EXPECT_EQ(world.cloud.bought(), 3);
}

TEST(TheWholeLife, ADraftWaitsUntilItIsStarted) {
    Studio world;
    const std::string id = world.submit(false);
    world.run_for(std::chrono::hours{1});
    EXPECT_EQ(world.state(id), "draft");
    EXPECT_EQ(world.cloud.calls["create_dataset"], 0);
    ASSERT_TRUE(world.command(id, StartCommand{}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(TheWholeLife, AFailedTrainingIsReattemptedByItselfOnTheSameDataset) {
    Studio world;
    world.cloud.fail_trainings(1);
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "failed")) << world.story(id);
    const Job failed = world.store.jobs.at(id);
    EXPECT_TRUE(std::get<Failed>(failed.state).retry_at.has_value());
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.store.jobs.at(id).attempt, 2);
    EXPECT_EQ(world.store.jobs.at(id).dataset_id, failed.dataset_id);
    EXPECT_EQ(world.cloud.calls["upload_file"], 4);
}

TEST(TheWholeLife, ItRestsInFailedWhenNoAttemptsAreLeftAndAPersonStartsAFreshAllowance) {
    Studio world;
    world.cloud.fail_trainings(3);
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] {
        return world.state(id) == "failed" && at_rest(world.store.jobs.at(id));
    })) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 3);
    ASSERT_TRUE(world.command(id, RetryCommand{}).ok());
    ASSERT_TRUE(world.comes_to(id, "completed"));
    EXPECT_EQ(world.store.jobs.at(id).attempt, 4);
}

TEST(TheWholeLife, ItIsNotReattemptedByItselfWhenTheCloudBlamesTheRecordings) {
    Studio world;
    world.cloud.fail_trainings(1, {"two speakers were heard"});
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "failed"));
    EXPECT_TRUE(at_rest(world.store.jobs.at(id)));
    EXPECT_EQ(world.store.jobs.at(id).error->detail, "two speakers were heard");
}

TEST(TheWholeLife, TooLittleAudioHoldsTheDraftAndAPersonMayOverrule) {
    Studio world;
    for (auto& [path, file] : world.recordings.files) file.length = std::chrono::minutes{7};
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::preflight)) << world.story(id);
    world.run_for(std::chrono::hours{1});
    EXPECT_EQ(world.cloud.calls["create_dataset"], 0);
    EXPECT_FALSE(world.command(id, StartCommand{}).ok());
    ASSERT_TRUE(world.command(id, StartCommand{"a test voice"}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(TheWholeLife, AnExistingDatasetIsTrainedOnAsItIs) {
    Studio world;
    const std::string mine = world.cloud.add_dataset("mine");
    world.cloud.add_file(mine, "take.wav", 5);
    world.cloud.add_file(mine, "take.wav", 7);
    Submission submission;
    submission.spec.name = "Anna";
    submission.spec.language = "en";
    submission.dataset_id = mine;
    submission.start = true;
    auto made = world.ask<Submitted>(
        [&](Answer<Submitted> answer) { world.driver->submit(submission, {}, std::move(answer)); });
    ASSERT_TRUE(made.ok());
    ASSERT_TRUE(world.comes_to(made->view.job.id, "completed")) << world.story(made->view.job.id);
    EXPECT_EQ(world.cloud.calls["upload_file"], 0);
    EXPECT_EQ(world.cloud.calls["delete_file"], 0);
}

TEST(TheWholeLife, ManyTrainingsAreWatchedWithOneListing) {
    Studio world;
    std::vector<std::string> ids;
    for (int i = 0; i < 20; ++i) ids.push_back(world.submit());
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 20; }));
    world.run_for(std::chrono::minutes{5});
    const int before = world.cloud.calls["list_fine_tunes"];
    world.run_for(std::chrono::minutes{30});
    EXPECT_LE(world.cloud.calls["list_fine_tunes"] - before, 61);
    EXPECT_EQ(world.cloud.calls["get_fine_tune"], 0);
    for (const std::string& id : ids) EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(TheWholeLife, NothingWakesTheDriverWhileEverythingRests) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "completed"));
    world.run_for(std::chrono::minutes{1});
    EXPECT_FALSE(world.loop.anything_to_do());
}

TEST(TheWholeLife, NoMoreTrainingsGoOnAtOnceThanThePlanHasSlots) {
    Studio world;
    world.policy.max_concurrent = 2;
    world.crash_and_boot();
    std::vector<std::string> ids;
    for (int i = 0; i < 5; ++i) ids.push_back(world.submit());
    const auto running = [&] {
        return std::count_if(
            world.cloud.purchases().begin(), world.cloud.purchases().end(), [&](const auto& purchase) {
                return purchase.at + world.cloud.model.settings().train_time > world.cloud.now();
            });
    };
    std::ptrdiff_t most = 0;
    ASSERT_TRUE(world.run_until([&] {
        most = std::max(most, running());
        return std::all_of(ids.begin(), ids.end(),
                           [&](const auto& id) { return world.state(id) == "completed"; });
    }));
    EXPECT_EQ(most, 2);
}

TEST(TheWholeLife, UploadsStayWithinTheLimitOfParallelFiles) {
    Studio world;
    for (int i = 10; i < 60; ++i) world.recordings.files["/srv/anna/" + std::to_string(i) + ".wav"] = {};
    const std::string first = world.submit(), second = world.submit();
    ASSERT_TRUE(world.comes_to(first, "completed"));
    ASSERT_TRUE(world.comes_to(second, "completed"));
    EXPECT_EQ(world.cloud.most_uploads, world.policy.parallel_files);
}

}  // namespace
}  // namespace understudy::simulated
