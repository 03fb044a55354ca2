#include "world.hpp"

namespace understudy::simulated {
namespace {

TEST(Troubles, AnOutageOfThreeDaysIsSurvivedWithoutAnAttemptBeingSpent) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["upload_file"] >= 2; }));
    const std::vector<std::string> all{"create_dataset",   "list_files",      "upload_file",
                                       "create_fine_tune", "list_fine_tunes", "probe_key"};
    for (const std::string& name : all)
        world.cloud.faults[name] = std::deque<Fault>(2'000'000 / 1'000, Fault::not_connected());
    world.run_for(std::chrono::hours{72});
    EXPECT_EQ(world.state(id), "uploading");
    int asked = 0;
    for (const auto& [name, count] : world.cloud.calls) asked += count;
    EXPECT_LT(asked, 3'000) << "a host that is away is not hammered";
    for (auto& [name, queue] : world.cloud.faults) queue.clear();
    ASSERT_TRUE(world.comes_to(id, "completed", std::chrono::hours{5})) << world.story(id);
    EXPECT_EQ(world.store.jobs.at(id).attempt, 1);
}

TEST(Troubles, A403OnOneObjectFailsThatJobWhileTheKeyIsGood) {
    Studio world;
    world.cloud.faults["create_fine_tune"] = {Fault::status(403, TroubleKind::forbidden)};
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "failed")) << world.story(id);
    EXPECT_TRUE(at_rest(world.store.jobs.at(id)));
    EXPECT_EQ(world.cloud.calls["probe_key"], 1);
}

TEST(Troubles, LackingCreditsHoldTheJobAndItTriesAgainByItself) {
    Studio world;
    world.cloud.faults["create_fine_tune"] = {Fault::status(402, TroubleKind::funds),
                                              Fault::status(402, TroubleKind::funds)};
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::funds)) << world.story(id);
    const Explanation words = world.explained(id);
    ASSERT_TRUE(words.next_at) << "it says when it tries again";
    EXPECT_LE(*words.next_at, world.clock.wall() + world.policy.funds_retry);
    EXPECT_GT(*words.next_at, world.clock.wall());
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.store.jobs.at(id).attempt, 1);
}

TEST(Troubles, ARefusedCreateFailsWithTheCloudsOwnWordsAndIsNotReattempted) {
    Studio world;
    Fault refused = Fault::status(422, TroubleKind::refused);
    refused.trouble.detail = "model_id is not trainable";
    world.cloud.faults["create_fine_tune"] = {refused};
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "failed")) << world.story(id);
    EXPECT_TRUE(at_rest(world.store.jobs.at(id)));
    EXPECT_EQ(world.store.jobs.at(id).error->detail, "model_id is not trainable");
    EXPECT_EQ(world.store.jobs.at(id).error->http_status, 422);
}

TEST(Troubles, ALostAnswerToAnUploadIsLookedUpBeforeTheFileIsSentAgain) {
    Studio world;
    world.cloud.faults["upload_file"] = {Fault::lost_answer()};
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.calls["upload_file"], 4);
}

TEST(Troubles, OurOwnDuplicateIsDeletedBeforeTraining) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(
        world.run_until([&] { return !world.cloud.dataset_ids().empty() && world.files().size() == 4; }));
    const CloudFile first = world.files().front();
    world.cloud.add_file(world.cloud.dataset_ids().front(), first.filename, first.size);
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.files_at_purchase.begin()->second.size(), 4u);
}

TEST(Troubles, AFileThatWeDidNotPutThereHoldsTheJobAndIsNeverDeleted) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return !world.cloud.dataset_ids().empty(); }));
    world.cloud.add_file(world.cloud.dataset_ids().front(), "holiday.wav", 9);
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::recordings_changed)) << world.story(id);
    EXPECT_EQ(world.cloud.calls["delete_file"], 0);
    world.cloud.delete_file(world.cloud.dataset_ids().front(), "holiday.wav");
    ASSERT_TRUE(world.command(id, ReleaseCommand{}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(Troubles, ARecordingThatChangedBeforeItWasMeasuredHoldsTheJob) {
    Studio world;
    world.recordings.files.begin()->second.changed = true;
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::recordings_changed)) << world.story(id);
    world.recordings.files.begin()->second.changed = false;
    EditCommand edit;
    edit.paths = std::vector<std::string>{"/srv/anna"};
    ASSERT_TRUE(world.command(id, edit).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(Troubles, ANasThatIsGoneWhileMeasuringIsWaitedFor) {
    Studio world;
    world.recordings.files.begin()->second.unreadable = true;
    const std::string id = world.submit();
    world.run_for(std::chrono::hours{2});
    EXPECT_EQ(world.state(id), "draft");
    EXPECT_LT(world.recordings.measured.begin()->second, 100);
    world.recordings.files.begin()->second.unreadable = false;
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(Troubles, ADatasetThatVanishedIsMadeAnewOnReattempt) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["upload_file"] >= 2; }));
    world.cloud.delete_dataset(world.cloud.dataset_ids().front());
    ASSERT_TRUE(world.comes_to(id, "failed")) << world.story(id);
    ASSERT_TRUE(world.command(id, RetryCommand{}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(Troubles, AFineTuneThatVanishedHoldsTheJobAndIsNotBoughtAgain) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    world.run_for(std::chrono::minutes{1});
    const std::string bought = world.cloud.purchases().front().fine_tune_id;
    world.cloud.model.hide(bought, true, true);
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::vanished)) << world.story(id);
    world.run_for(std::chrono::hours{5});
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 1);
    world.cloud.model.hide(bought, false, false);
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(Troubles, VoicesThatShowLateAreWaitedFor) {
    Studio world;
    world.cloud.voiceless = 5;
    const std::string id = world.submit();
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(Troubles, AStoreThatIsAwayStopsAllSpendingAndComesBackByItself) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["upload_file"] >= 1; }));
    world.store.away = true;
    world.run_for(std::chrono::hours{3});
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 0);
    EXPECT_TRUE(world.driver->status().store_outage);
    world.store.away = false;
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(Troubles, AClockThatStepsTenYearsBackDoesNotPostponeTheReattempt) {
    Studio world;
    world.cloud.fail_trainings(1);
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "failed"));
    world.clock.skew = -std::chrono::hours{24 * 3650};
    EXPECT_TRUE(world.run_until([&] { return world.cloud.bought() == 2; }, std::chrono::minutes{11}))
        << world.story(id);
}

TEST(Troubles, AHeldJobSendsNothingButIsStillWatched) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    world.run_for(seconds{5});
    ASSERT_TRUE(world.command(id, HoldCommand{}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(Troubles, AHoldDuringTheUploadStopsItAndAReleaseGoesOn) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["upload_file"] >= 1; }));
    ASSERT_TRUE(world.command(id, HoldCommand{}).ok());
    const int sent = world.cloud.calls["upload_file"];
    world.run_for(std::chrono::hours{1});
    EXPECT_EQ(world.cloud.calls["upload_file"], sent);
    ASSERT_TRUE(world.command(id, ReleaseCommand{}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.files().size(), 4u);
}

TEST(Troubles, ManyBrokenConnectionsAtOneFileHoldTheJobAndNameIt) {
    Studio world;
    for (int i = 1; i < 4; ++i) world.recordings.files.erase("/srv/anna/" + std::to_string(i) + ".wav");
    world.recordings.files.begin()->second.length = std::chrono::hours{1};
    world.cloud.faults["upload_file"] = std::deque<Fault>(5, Fault::lost_request());
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::quarantined)) << world.story(id);
    EXPECT_NE(world.store.jobs.at(id).hold->needs.find("/srv/anna/0.wav"), std::string::npos);
    ASSERT_TRUE(world.command(id, ReleaseCommand{}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(Troubles, ARestartDuringTheUploadSendsOnlyWhatIsMissing) {
    Studio world;
    for (int i = 10; i < 40; ++i) world.recordings.files["/srv/anna/" + std::to_string(i) + ".wav"] = {};
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["upload_file"] >= 20; }));
    world.crash_and_boot();
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.files_at_purchase.begin()->second.size(), 34u);
    EXPECT_LE(world.cloud.calls["upload_file"], 34 + world.policy.parallel_files);
}

TEST(Desk, TheSameIdempotencyKeyGivesTheSameJobAndAnotherBodyIsRefused) {
    Studio world;
    Submission submission;
    submission.spec = {"Anna", "", "en", "", 0, {}, {"/srv/anna"}};
    const auto post = [&](const std::string& fingerprint) {
        return world.ask<Submitted>([&](Answer<Submitted> answer) {
            world.driver->submit(submission, IdempotencyKey{"k", fingerprint}, std::move(answer));
        });
    };
    const auto first = post("a"), again = post("a"), other = post("b");
    ASSERT_TRUE(first.ok());
    ASSERT_TRUE(again.ok());
    EXPECT_TRUE(again->replayed);
    EXPECT_EQ(first->view.job.id, again->view.job.id);
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.error().status, 422);
}

TEST(Desk, WhoAsksForAJobThatIsBeingDeletedIsToldThatItIsGone) {
    Studio world;
    const std::string id = world.submit(false);
    world.run_for(seconds{1});
    bool removed = false, told = false;
    world.driver->remove(id, [&](auto result) { removed = result.ok(); });
    world.driver->explain(id, [&](auto result) { told = !result.ok() && result.error().status == 404; });
    EXPECT_TRUE(world.run_until([&] { return removed && told; }, seconds{5}));
}

TEST(Desk, OnlyDraftsAndJobsAtRestCanBeDeleted) {
    Studio world;
    const std::string id = world.submit();
    const auto remove = [&] {
        return world.ask<Nothing>(
            [&](Answer<Nothing> answer) { world.driver->remove(id, std::move(answer)); });
    };
    ASSERT_TRUE(world.run_until([&] { return world.state(id) == "training"; }));
    EXPECT_EQ(remove().error().status, 409);
    ASSERT_TRUE(world.comes_to(id, "completed"));
    ASSERT_TRUE(remove().ok());
    EXPECT_FALSE(world.store.jobs.contains(id));
}

}  // namespace
}  // namespace understudy::simulated
