// The order in which jobs come to what all of them share, and what a cancellation does in the cloud.
#include "world.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::hours;
using To = MoveCommand::To;

QueueView queue(Studio& world) {
    auto view =
        world.ask<QueueView>([&](Answer<QueueView> answer) { world.driver->queue(100, std::move(answer)); });
    EXPECT_TRUE(view.ok());
    return view.ok() ? std::move(view.value()) : QueueView{};
}

std::vector<std::string> order(Studio& world) {
    std::vector<std::string> ids;
    for (const auto& entry : queue(world).first) ids.push_back(entry.job.job.id);
    return ids;
}

EditCommand priority(int value) {
    EditCommand edit;
    edit.priority = value;
    return edit;
}

std::vector<std::string> three_jobs(Studio& world) {
    std::vector<std::string> ids;
    for (int i = 0; i < 3; ++i) {
        ids.push_back(world.submit());
        world.run_for(seconds{1});
    }
    return ids;
}

TEST(TheQueue, IsByAgeUntilSomebodyMovesAJobOrGivesItAPriority) {
    Studio world;
    world.cloud.hanging = {"create_dataset"};
    const auto ids = three_jobs(world);
    EXPECT_EQ(order(world), ids);
    ASSERT_TRUE(world.command(ids[2], MoveCommand{To::top, ""}).ok());
    EXPECT_EQ(order(world), (std::vector{ids[2], ids[0], ids[1]}));
    ASSERT_TRUE(world.command(ids[2], MoveCommand{To::after, ids[0]}).ok());
    EXPECT_EQ(order(world), (std::vector{ids[0], ids[2], ids[1]}));
    ASSERT_TRUE(world.command(ids[1], MoveCommand{To::before, ids[0]}).ok());
    EXPECT_EQ(order(world), (std::vector{ids[1], ids[0], ids[2]}));
    ASSERT_TRUE(world.command(ids[1], MoveCommand{To::bottom, ""}).ok());
    EXPECT_EQ(order(world), (std::vector{ids[0], ids[2], ids[1]}));
    ASSERT_TRUE(world.command(ids[1], priority(5)).ok());
    EXPECT_EQ(order(world), (std::vector{ids[1], ids[0], ids[2]}));
    const auto refused = world.command(ids[0], MoveCommand{To::before, ids[1]});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().field, "/before");
    world.crash_and_boot();
    EXPECT_EQ(order(world), (std::vector{ids[1], ids[0], ids[2]})) << "it is kept";
}

TEST(TheQueue, PutsANewJobBehindOneThatWasMovedToTheBottom) {
    Studio world;
    world.cloud.hanging = {"create_dataset"};
    auto ids = three_jobs(world);
    ASSERT_TRUE(world.command(ids[0], MoveCommand{To::bottom, ""}).ok());
    world.run_for(seconds{1});
    const std::string newer = world.submit();
    EXPECT_EQ(order(world), (std::vector{ids[1], ids[2], ids[0], newer}));
}

TEST(TheQueue, GivesAFreeTrainingToTheFirstThatWaits) {
    Studio world;
    world.policy.max_concurrent = 1;
    world.driver->reconfigure(world.policy);
    const auto ids = three_jobs(world);
    ASSERT_TRUE(world.run_until([&] {
        return world.explained(ids[1]).waits_for == WaitsFor::training_slot &&
               world.explained(ids[2]).waits_for == WaitsFor::training_slot;
    }));
    ASSERT_TRUE(world.command(ids[2], MoveCommand{To::before, ids[1]}).ok());
    ASSERT_TRUE(world.comes_to(ids[0], "completed"));
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 2; }));
    EXPECT_EQ(world.cloud.bought(ids[2]), 1);
    ASSERT_TRUE(world.comes_to(ids[1], "completed"));
}

TEST(TheQueue, SendsTheFilesOfTheFirstJobsFirst) {
    Studio world;
    world.policy.parallel_jobs = 1;
    world.policy.parallel_files = 1;
    world.driver->reconfigure(world.policy);
    world.cloud.latency = seconds{5};
    const auto ids = three_jobs(world);
    ASSERT_TRUE(world.run_until([&] { return world.explained(ids[2]).waits_for == WaitsFor::upload_turn; }));
    ASSERT_TRUE(world.command(ids[2], priority(1)).ok());
    ASSERT_TRUE(world.comes_to(ids[2], "training"));
    EXPECT_EQ(world.state(ids[1]), "uploading");
    EXPECT_EQ(world.explained(ids[2]).queue_position, (Position{1, 3}));
}

TEST(TheQueue, HoldsNoDraftThatNobodyHasStarted) {
    Studio world;
    const std::string id = world.submit(false);
    world.run_for(seconds{10});
    EXPECT_TRUE(order(world).empty());
    world.cloud.hanging = {"create_dataset"};
    ASSERT_TRUE(world.command(id, StartCommand{}).ok());
    EXPECT_EQ(order(world), std::vector{id});
}

TEST(TheQueue, HoldsNoJobAtRest) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "completed"));
    EXPECT_TRUE(order(world).empty());
    EXPECT_FALSE(world.explained(id).queue_position);
    EXPECT_EQ(world.command(id, MoveCommand{To::top, ""}).error().status, 409);
}

TEST(Canceling, DeletesATrainingInTheCloudThatIsNotPaidForYet) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.explained(id).step == "watching"; }));
    ASSERT_TRUE(world.command(id, CancelCommand{}).ok());
    ASSERT_TRUE(world.comes_to(id, "canceled")) << world.story(id);
    EXPECT_EQ(world.cloud.purchases().front().outcome, "deleted");
    EXPECT_EQ(world.cloud.purchases().front().credits_charged, 0u);
}

TEST(Canceling, LeavesATrainingAloneThatIsToBeKept) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.explained(id).step == "watching"; }));
    ASSERT_TRUE(world.command(id, CancelCommand{true}).ok());
    ASSERT_TRUE(world.comes_to(id, "canceled")) << world.story(id);
    EXPECT_EQ(world.cloud.calls["delete_fine_tune"], 0);
    EXPECT_EQ(world.cloud.purchases().front().outcome, "running");
}

TEST(Canceling, DeletesNothingWhenThePersonChangesTheirMindInTime) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.explained(id).step == "watching"; }));
    world.cloud.latency = seconds{5};
    ASSERT_TRUE(world.command(id, CancelCommand{}).ok());
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["get_fine_tune"] == 1; }));
    ASSERT_TRUE(world.command(id, CancelCommand{true}).ok());
    ASSERT_TRUE(world.comes_to(id, "canceled")) << world.story(id);
    world.run_for(hours{1});
    EXPECT_EQ(world.cloud.calls["delete_fine_tune"], 0);
}

TEST(Canceling, CannotKeepATrainingWhoseDeletionHasLeft) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.explained(id).step == "watching"; }));
    world.cloud.latency = seconds{5};
    ASSERT_TRUE(world.command(id, CancelCommand{}).ok());
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["delete_fine_tune"] == 1; }));
    EXPECT_EQ(world.command(id, CancelCommand{true}).error().status, 409);
    ASSERT_TRUE(world.comes_to(id, "canceled")) << world.story(id);
    EXPECT_NE(world.story(id).find("was deleted in the cloud"), std::string::npos) << world.story(id);
}

TEST(Canceling, GoesOnOverACrashAndALostAnswer) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.explained(id).step == "watching"; }));
    world.cloud.faults["delete_fine_tune"] = {Fault::lost_answer()};
    ASSERT_TRUE(world.command(id, CancelCommand{}).ok());
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["delete_fine_tune"] == 1; }));
    world.crash_and_boot();
    ASSERT_TRUE(world.comes_to(id, "canceled")) << world.story(id);
    EXPECT_EQ(world.cloud.purchases().front().outcome, "deleted");
}

TEST(Canceling, WaitsForAKeyThatIsTakenAgain) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.explained(id).step == "watching"; }));
    world.cloud.key_good = false;
    ASSERT_TRUE(world.run_until([&] { return world.driver->status().credentials_refused; }));
    ASSERT_TRUE(world.command(id, CancelCommand{}).ok());
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::credentials)) << world.story(id);
    world.cloud.key_good = true;
    ASSERT_TRUE(world.comes_to(id, "canceled")) << world.story(id);
    EXPECT_EQ(world.cloud.purchases().front().outcome, "deleted");
}

TEST(Canceling, TellsWhatGoesOnWhereTheCloudDoesNotDelete) {
    Studio world;
    world.cloud.model.settings().refuse_delete_while_training = true;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.explained(id).step == "watching"; }));
    ASSERT_TRUE(world.command(id, CancelCommand{}).ok());
    ASSERT_TRUE(world.comes_to(id, "canceled")) << world.story(id);
    EXPECT_NE(world.story(id).find("goes on in the cloud and is paid for when it completes"),
              std::string::npos)
        << world.story(id);
}

}  // namespace
}  // namespace understudy::simulated
