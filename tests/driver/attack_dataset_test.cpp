// Somebody works on our dataset in the playground while we do.
#include "bent_cloud.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

std::string dataset_of(const Studio& world) { return world.cloud.dataset_ids().front(); }

bool holds(const std::vector<CloudFile>& files, const std::string& filename) {
    return std::any_of(files.begin(), files.end(),
                       [&](const CloudFile& file) { return file.filename == filename; });
}

/// The moments at which the file may be added: so many uploads begun.
TEST(AForeignFileInOurDataset, AtAnyMomentOfTheUploadHoldsTheJobAndIsNeitherDeletedNorTrainedOn) {
    for (int begun = 0; begun <= 4; ++begun) {
        Studio world;
        const std::string id = world.submit();
        ASSERT_TRUE(world.run_until(
            [&] { return !world.cloud.dataset_ids().empty() && world.cloud.calls["upload_file"] >= begun; }));
        world.cloud.add_file(dataset_of(world), "holiday.wav", 9);
        ASSERT_TRUE(world.comes_to_hold(id, HoldReason::recordings_changed, minutes{30}))
            << begun << world.story(id);
        const Explanation words = explained(world, id);
        EXPECT_TRUE(says(words.needs, "holiday.wav")) << words.needs;
        EXPECT_TRUE(says(words.needs, dataset_of(world))) << words.needs;
        world.run_for(hours{24});
        EXPECT_TRUE(holds(world.files(), "holiday.wav")) << begun << ": never deleted";
        EXPECT_EQ(world.cloud.bought(), 0) << begun;
        EXPECT_EQ(world.cloud.calls["delete_file"], 0) << begun;
        world.cloud.delete_file(dataset_of(world), "holiday.wav");
        ASSERT_TRUE(world.command(id, ReleaseCommand{}).ok());
        ASSERT_TRUE(world.comes_to(id, "completed")) << begun << world.story(id);
        EXPECT_EQ(world.cloud.files_at_purchase.begin()->second.size(), 4u) << begun;
    }
}

TEST(AForeignFileInOurDataset, ReleasedWhileItIsStillThereHoldsAgain) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return !world.cloud.dataset_ids().empty(); }));
    world.cloud.add_file(dataset_of(world), "holiday.wav", 9);
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::recordings_changed, minutes{30})) << world.story(id);
    ASSERT_TRUE(world.command(id, ReleaseCommand{}).ok());
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::recordings_changed, minutes{30})) << world.story(id);
    world.run_for(hours{1});
    EXPECT_EQ(world.cloud.bought(), 0);
}

TEST(AForeignFileInOurDataset, BetweenTheUploadAndThePurchaseIsSeenByTheListingBeforeMoney) {
    Studio world;
    bool added = false;
    world.cloud.on_call = [&](const std::string& name) {
        if (name != "list_files" || world.cloud.calls.at(name) != 2)
            return;  // the second is the one before money
        world.cloud.add_file(dataset_of(world), "holiday.wav", 9);
        added = true;
    };
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::recordings_changed, minutes{30})) << world.story(id);
    EXPECT_TRUE(added);
    EXPECT_EQ(world.state(id), "training") << "held where it was";
    EXPECT_EQ(world.cloud.bought(), 0);
    world.cloud.delete_file(dataset_of(world), "holiday.wav");
    ASSERT_TRUE(world.command(id, ReleaseCommand{}).ok());
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(ARecordingThatAPlaygroundUserDeletes, IsSentAgainBeforeMoney) {
    Studio world;
    bool deleted = false;
    world.cloud.on_call = [&](const std::string& name) {
        if (name != "list_files" || deleted) return;
        world.cloud.delete_file(dataset_of(world), world.files().front().filename);
        deleted = true;
    };
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_TRUE(deleted);
    EXPECT_EQ(world.cloud.files_at_purchase.begin()->second.size(), 4u);
    EXPECT_EQ(world.cloud.calls["upload_file"], 5);
}

}  // namespace
}  // namespace understudy::simulated
