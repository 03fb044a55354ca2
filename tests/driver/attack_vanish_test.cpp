// A fine-tune that was bought is not where it was: absence from a list proves nothing, 404 by id three times
// holds the job, and nothing is bought again by itself.
#include "bent_cloud.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

std::string bought_and_watched(Studio& world) {
    const std::string id = submit_and_buy(world);
    world.run_for(minutes{1});
    EXPECT_EQ(ledger(world, id), 1);
    return id;
}

TEST(AFineTuneThatVanished, FromTheListOnlyIsFollowedById) {
    Studio world;
    const std::string id = bought_and_watched(world);
    world.cloud.hidden_listings = 1'000'000;
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
    EXPECT_GT(world.cloud.calls["get_fine_tune"], 1);
    EXPECT_FALSE(says(world.story(id), "is not there any more")) << world.story(id);
}

TEST(AFineTuneThatVanished, ByIdAsWellHoldsTheJobAfterThreeLooksAndSaysSo) {
    Studio world;
    const std::string id = bought_and_watched(world);
    const std::string bought = world.cloud.purchases().front().fine_tune_id;
    world.cloud.model.hide(bought, true, true);
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::vanished, minutes{5})) << world.story(id);
    EXPECT_GE(world.cloud.calls["get_fine_tune"], 3);
    const Explanation words = explained(world, id);
    EXPECT_TRUE(says(words.why, bought)) << words.why;
    EXPECT_TRUE(says(words.needs, "look in the playground")) << words.needs;
    world.run_for(hours{24 * 7});
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 1) << "not bought again by itself";
    ASSERT_TRUE(world.command(id, CancelCommand{}).ok());
    EXPECT_TRUE(world.comes_to(id, "canceled", minutes{1}));
}

TEST(AFineTuneThatVanished, OnceOrTwiceOnlyIsNotHeld) {
    Studio world;
    const std::string id = bought_and_watched(world);
    world.cloud.hidden_listings = 2;
    world.cloud.faults["get_fine_tune"] = {Fault::status(404, TroubleKind::refused),
                                           Fault::status(404, TroubleKind::refused)};
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_FALSE(says(world.story(id), "vanished")) << world.story(id);
}

/// The same cloud as another account's key shows it: other fine-tunes, and nothing of ours.
class OtherAccount : public BentCloud {
  public:
    using BentCloud::BentCloud;
    bool key_is_theirs = false;

    CallId list_files(std::string dataset_id, Reply<std::vector<CloudFile>> reply) override {
        return BentCloud::list_files(std::move(dataset_id), not_found_for_them(std::move(reply)));
    }
    CallId get_fine_tune(std::string id, Reply<CloudFineTune> reply) override {
        return BentCloud::get_fine_tune(std::move(id), not_found_for_them(std::move(reply)));
    }
    CallId list_fine_tunes(Reply<std::vector<CloudFineTune>> reply) override {
        return BentCloud::list_fine_tunes([this, reply = std::move(reply)](auto outcome) {
            CloudFineTune theirs;
            theirs.id = "fine_tune_theirs", theirs.dataset = "dataset_theirs", theirs.status = "completed";
            if (key_is_theirs) outcome = std::vector{theirs};
            reply(std::move(outcome));
        });
    }

  private:
    template <class T>
    Reply<T> not_found_for_them(Reply<T> reply) {
        return [this, reply = std::move(reply)](Outcome<T> outcome) {
            if (key_is_theirs) outcome = failure(Fault::status(404, TroubleKind::refused).trouble);
            reply(std::move(outcome));
        };
    }
};

/// The configuration is reloaded with another key.
void change_key(Studio& world, OtherAccount& cloud, bool theirs) {
    cloud.key_is_theirs = theirs;
    world.driver->reconfigure(world.policy);
}

TEST(AFineTuneUnderAnotherAccountsKey, IsHeldAsVanishedAndGoesOnWhenTheKeyIsBack) {
    Studio world;
    OtherAccount cloud(world.cloud);
    boot_before(world, cloud);
    const std::string id = bought_and_watched(world);
    change_key(world, cloud, true);
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::vanished, minutes{5})) << world.story(id);
    EXPECT_TRUE(says(explained(world, id).needs, "key")) << explained(world, id).needs;
    world.run_for(hours{10});
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 1);
    EXPECT_EQ(ledger(world, id), 1) << "theirs is not taken for ours";
    change_key(world, cloud, false);
    ASSERT_TRUE(world.comes_to(id, "completed", minutes{10})) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(AnUnknownOutcomeUnderAnotherAccountsKey, IsNeverPaidForTwice) {
    Studio world;
    OtherAccount cloud(world.cloud);
    boot_before(world, cloud);
    world.cloud.faults["create_fine_tune"] = {Fault::lost_answer()};
    const std::string id = submit_and_buy(world);
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    change_key(world, cloud, true);
    world.run_for(hours{2});
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 1)
        << "their dataset is not ours: nothing is bought there";
    EXPECT_EQ(world.state(id), "failed") << world.story(id);
    EXPECT_TRUE(says(explained(world, id).why, "key")) << explained(world, id).why;
    change_key(world, cloud, false);
    ASSERT_TRUE(world.command(id, RetryCommand{}).ok());
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1) << world.story(id);
}

TEST(AFineTuneThatCompletes, AndNeverShowsVoicesIsLookedAtForEverAndSaysSo) {
    Studio world;
    world.cloud.voiceless = 1'000'000'000;
    const std::string id = bought_and_watched(world);
    world.run_for(hours{24 * 3});
    EXPECT_EQ(world.state(id), "training");
    EXPECT_EQ(world.cloud.bought(), 1);
    constexpr int every_five_minutes = (24 * 3 - 3) * 60 / 5;  // since the training is over
    EXPECT_GE(world.cloud.calls["list_voices"], every_five_minutes);
    EXPECT_LT(world.cloud.calls["list_voices"], every_five_minutes + 30);
    const Explanation words = explained(world, id);
    EXPECT_TRUE(says(words.why, "shows no voices")) << words.why;
    EXPECT_TRUE(says(words.why, world.cloud.purchases().front().fine_tune_id)) << words.why;
    ASSERT_TRUE(words.next_at.has_value());
    EXPECT_LE(*words.next_at, world.clock.wall() + minutes{5});
    world.cloud.voiceless = 0;
    ASSERT_TRUE(world.comes_to(id, "completed", minutes{6})) << world.story(id);
}

TEST(AFineTuneThatCompletes, AndNeverShowsVoicesCanBeCanceled) {
    Studio world;
    world.cloud.model.settings().voices_never_show = true;
    const std::string id = bought_and_watched(world);
    world.run_for(hours{5});
    ASSERT_TRUE(world.command(id, CancelCommand{}).ok());
    EXPECT_TRUE(world.comes_to(id, "canceled", minutes{1}));
    EXPECT_EQ(fine_tune_of(world.store.jobs.at(id)), world.cloud.purchases().front().fine_tune_id);
}

}  // namespace
}  // namespace understudy::simulated
