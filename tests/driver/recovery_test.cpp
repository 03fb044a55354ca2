// What a person does is answered, what was held goes on, and what broke is contained.
#include "world.hpp"

namespace understudy::simulated {
namespace {

TEST(EveryQuestion, IsAnsweredAlsoWhenItChangesNothing) {
    Studio world;
    const std::string id = world.submit(false);
    ASSERT_TRUE(world.command(id, CancelCommand{}).ok());
    ASSERT_TRUE(world.comes_to(id, "canceled"));
    world.run_for(seconds{1});
    EXPECT_TRUE(world.command(id, CancelCommand{}).ok());
}

TEST(EveryQuestion, MayBeAskedBeforeTheStoredJobsAreRead) {
    for (int moment = 0; moment < 40; ++moment) {
        Studio world;
        const std::string old = world.submit();
        world.crash();
        world.driver = std::make_unique<Driver>(
            Ports{world.cloud, world.store, world.clock, world.recordings, world.listener, world.entropy},
            world.policy);
        Submission submission;
        submission.spec = {"Anna", "", "en", "", 0, {}, {"/srv/anna"}};
        submission.start = true;
        std::string id;
        int steps = 0;
        const auto submit = [&] {
            world.driver->submit(submission, {},
                                 [&](auto made) { id = made.ok() ? made->view.job.id : "refused"; });
        };
        const bool asked_first = moment % 2 == 0;
        if (asked_first)
            submit();
        else
            world.driver->start([] {});
        world.run_until([&] { return ++steps > moment / 2; }, milliseconds{20});
        if (asked_first)
            world.driver->start([] {});
        else
            submit();
        ASSERT_TRUE(world.run_until([&] { return !id.empty(); }, seconds{10}));
        ASSERT_TRUE(world.comes_to(id, "completed")) << moment << world.story(id);
        ASSERT_TRUE(world.comes_to(old, "completed")) << moment << world.story(old);
        ASSERT_EQ(world.cloud.bought(), 2);
    }
}

TEST(EveryQuestion, OfManyAtOnceAboutAJobAtRestIsAnswered) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "completed"));
    world.run_for(seconds{1});
    int answered = 0;
    for (int i = 0; i < 6; ++i)
        world.driver->command(id, ReleaseCommand{}, [&](auto result) { answered += result.ok() ? 0 : 1; });
    world.driver->remove(id, [&](auto result) { answered += result.ok() ? 1 : 0; });
    world.driver->command(id, CancelCommand{}, [&](auto result) { answered += result.ok() ? 0 : 1; });
    EXPECT_TRUE(world.run_until([&] { return answered == 8; }, seconds{10})) << answered;
}

TEST(EveryQuestion, AboutAllJobsIsNotAnsweredWithARowThatItsJobHasLeftBehind) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; })) << world.story(id);
    world.store.read_time = std::chrono::hours{6};
    std::string shown;
    world.driver->list({}, [&](Result<std::vector<JobView>, Problem> views) {
        ASSERT_TRUE(views.ok());
        ASSERT_EQ(views->size(), 1u);
        shown = state_word(views->front().job.state);
    });
    ASSERT_TRUE(world.run_until([&] { return !shown.empty(); })) << world.story(id);
    ASSERT_EQ(world.state(id), "completed") << world.story(id);
    EXPECT_EQ(shown, "completed");
}

TEST(AHoldThatEndsByItself, EndsAfterARestartToo) {
    Studio world;
    world.cloud.key_good = false;
    const std::string key = world.submit();
    ASSERT_TRUE(world.comes_to_hold(key, HoldReason::credentials));
    world.cloud.key_good = true;
    world.crash_and_boot();
    ASSERT_TRUE(world.comes_to(key, "completed")) << world.story(key);

    world.cloud.faults["create_fine_tune"] = {Fault::status(402, TroubleKind::funds)};
    const std::string funds = world.submit();
    ASSERT_TRUE(world.comes_to_hold(funds, HoldReason::funds));
    world.crash_and_boot();
    ASSERT_TRUE(world.comes_to(funds, "completed")) << world.story(funds);
}

TEST(AnOpenIntent, OfTheProcessBeforeIsUnknownToWhoeverReadsItFirst) {
    Studio world;
    world.cloud.hanging = {"create_fine_tune"};
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; })) << world.story(id);
    world.crash();
    world.cloud.hanging.clear();
    world.store.away = true;
    world.start();
    world.run_for(milliseconds{500});  // the jobs could not be read, and are read again in a second
    world.store.away = false;
    EXPECT_NE(world.explained(id).why, "") << "somebody asks for the job before that";
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1) << world.story(id);
}

TEST(AnOutage, WhileOneFileIsOnItsWayHoldsNothing) {
    Studio world;
    for (int i = 1; i < 4; ++i) world.recordings.files.erase("/srv/anna/" + std::to_string(i) + ".wav");
    world.recordings.files.begin()->second.length = std::chrono::hours{1};
    Fault away = Fault::not_connected();
    away.trouble.type = "connect_failed";
    world.cloud.faults["upload_file"] = std::deque<Fault>(500, away);
    world.cloud.faults["upload_file"].push_front(Fault::lost_request());
    world.cloud.faults["probe_key"] = std::deque<Fault>(30, away);
    const std::string id = world.submit();
    world.run_for(std::chrono::hours{1});
    EXPECT_EQ(world.hold(id), std::nullopt) << world.story(id);
    world.cloud.faults.clear();
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(ASlot, IsHandedOnWhenWhoHadItDoesNotUseIt) {
    Studio world;
    world.policy.max_concurrent = 1;
    world.crash_and_boot();
    world.cloud.faults["create_fine_tune"] = {Fault::status(402, TroubleKind::funds)};
    const std::string first = world.submit(), second = world.submit();
    ASSERT_TRUE(world.comes_to_hold(first, HoldReason::funds)) << world.story(first);
    EXPECT_TRUE(world.run_until([&] { return world.state(second) == "completed"; }, std::chrono::hours{4}))
        << world.story(second);
}

/// Breaks the job's stored row so that the next step contradicts itself.
TEST(ABrokenInvariant, IsContainedInItsJobInEveryState) {
    for (const std::string& state : {"uploading", "training"}) {
        Studio world;
        const std::string broken = world.submit(), sound = world.submit();
        ASSERT_TRUE(world.run_until([&] { return world.state(broken) == state; }));
        world.crash();
        Job& row = world.store.jobs.at(broken);
        row.intents.clear();
        if (state == "uploading")
            row.state = Uploading{UploadingStep::creating_dataset};
        else
            std::get<Training>(row.state).step = TrainingStep::buying;
        world.boot();
        ASSERT_TRUE(world.comes_to_hold(broken, HoldReason::quarantined, std::chrono::minutes{5}))
            << world.story(broken);
        EXPECT_TRUE(world.comes_to(sound, "completed")) << world.story(sound);
        EXPECT_EQ(world.cloud.bought(), 1);
        EXPECT_GE(world.listener.noticed_of("invariant_broken"), 1);
    }
}

TEST(AnOldBackup, OfACloudThatCutsMarkersAsksAPersonBeforeItBuys) {
    Studio world;
    world.cloud.model.settings().description_limit = 0;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.state(id) == "training"; }));
    const auto backup = world.store.jobs;
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    world.crash();
    world.store.jobs = backup;
    world.boot();
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::unknown_outcome)) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
    ASSERT_TRUE(
        world.command(id, ResolveCommand{true, world.cloud.purchases().front().fine_tune_id, "it is ours"})
            .ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(ANamedDataset, ThatChangedMeanwhileHoldsTheJob) {
    Studio world;
    const std::string mine = world.cloud.add_dataset("mine");
    world.cloud.add_file(mine, "take.wav", 5);
    world.cloud.add_file(mine, "other.wav", 7);
    world.cloud.fail_trainings(1);
    Submission submission;
    submission.spec = {"Anna", "", "en", "", 0, {}, {}};
    submission.dataset_id = mine;
    submission.start = true;
    auto made = world.ask<Submitted>(
        [&](Answer<Submitted> answer) { world.driver->submit(submission, {}, std::move(answer)); });
    const std::string id = made->view.job.id;
    ASSERT_TRUE(world.comes_to(id, "failed")) << world.story(id);
    world.cloud.delete_file(mine, "other.wav");
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::recordings_changed)) << world.story(id);
    EXPECT_EQ(world.cloud.calls["upload_file"], 0);
}

}  // namespace
}  // namespace understudy::simulated
