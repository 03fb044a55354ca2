// The cloud says no, in ways that are easily taken for something else.
#include "bent_cloud.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

TEST(ARedirectOfThePaidCall, IsARefusalThatBuysNothingAndSaysWhere) {
    for (const int status : {301, 302, 303, 307, 308}) {
        Studio world;
        Fault redirect = Fault::status(status, TroubleKind::refused);
        redirect.trouble.detail = "the cloud redirects to https://elsewhere.example/; it is not followed";
        world.cloud.faults["create_fine_tune"] = {redirect};
        const std::string id = submit_and_buy(world);
        ASSERT_TRUE(world.comes_to(id, "failed", minutes{5})) << status << world.story(id);
        world.run_for(hours{24});
        EXPECT_EQ(world.cloud.calls["create_fine_tune"], 1) << status;
        EXPECT_EQ(world.cloud.bought(), 0) << status;
        const Job& job = world.store.jobs.at(id);
        EXPECT_EQ(job.intents.back().status, IntentStatus::voided)
            << "a redirect proves that nothing was done";
        EXPECT_TRUE(at_rest(job)) << status;
        EXPECT_EQ(job.error->http_status, status);
        EXPECT_TRUE(says(explained(world, id).why, "elsewhere.example")) << explained(world, id).why;
        EXPECT_TRUE(says(explained(world, id).needs, "retry it")) << explained(world, id).needs;
    }
}

/// Forbids everything about one dataset; the key itself is good.
class ForbiddingCloud : public BentCloud {
  public:
    using BentCloud::BentCloud;
    std::string forbidden;

    CallId list_files(std::string dataset_id, Reply<std::vector<CloudFile>> reply) override {
        const bool no = dataset_id == forbidden;
        return BentCloud::list_files(std::move(dataset_id), refused_if(no, std::move(reply)));
    }
    CallId create_fine_tune(NewFineTune request, Reply<CloudFineTune> reply) override {
        const bool no = request.dataset == forbidden;
        if (no) request.dataset = "nowhere";
        return BentCloud::create_fine_tune(std::move(request), refused_if(no, std::move(reply)));
    }

  private:
    template <class T>
    Reply<T> refused_if(bool no, Reply<T> reply) {
        if (!no) return reply;
        return [reply = std::move(reply)](Outcome<T>) {
            Trouble trouble = Fault::status(403, TroubleKind::forbidden).trouble;
            trouble.detail = "you may not read this dataset";
            reply(failure(std::move(trouble)));
        };
    }
};

TEST(A403OnOneJobsDataset, FailsThatJobAloneWhileTheKeyIsGood) {
    Studio world;
    ForbiddingCloud cloud(world.cloud);
    boot_before(world, cloud);
    const std::string barred = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.dataset_ids().size() == 1; }));
    cloud.forbidden = world.cloud.dataset_ids().front();
    const std::string sound = world.submit();
    ASSERT_TRUE(world.comes_to(barred, "failed", minutes{10})) << world.story(barred);
    EXPECT_TRUE(says(explained(world, barred).why, "you may not read this dataset"));
    EXPECT_EQ(world.hold(barred), std::nullopt) << "not a matter of the key";
    ASSERT_TRUE(world.comes_to(sound, "completed")) << world.story(sound);
    EXPECT_FALSE(says(world.story(sound), "held")) << world.story(sound);
    EXPECT_FALSE(world.driver->status().credentials_refused);
    EXPECT_EQ(world.listener.noticed_of("key_refused"), 0);
    EXPECT_EQ(world.cloud.bought(), 1);
    EXPECT_GE(world.cloud.calls["probe_key"], 1) << "the probe told the two apart";
}

TEST(A403OnEverything, IsTheKeysAndHoldsEveryJob) {
    Studio world;
    world.cloud.faults["create_dataset"] = {Fault::status(403, TroubleKind::forbidden),
                                            Fault::status(403, TroubleKind::forbidden)};
    world.cloud.faults["probe_key"] = std::deque<Fault>(3, Fault::status(403, TroubleKind::forbidden));
    const std::string first = world.submit(), second = world.submit();
    ASSERT_TRUE(world.comes_to_hold(first, HoldReason::credentials, minutes{1})) << world.story(first);
    ASSERT_TRUE(world.comes_to_hold(second, HoldReason::credentials, minutes{1})) << world.story(second);
    ASSERT_TRUE(world.comes_to(first, "completed")) << world.story(first);
    ASSERT_TRUE(world.comes_to(second, "completed")) << world.story(second);
    EXPECT_EQ(world.cloud.bought(), 2);
}

TEST(NoSlotLeft, HoldsTheJobWithTheCloudsWordsAndItGoesOnWhenThereIsOne) {
    Studio world;
    world.cloud.model.settings().slots = 1;
    const std::string before = submit_and_buy(world);
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    const std::string first = world.submit(), second = world.submit();
    ASSERT_TRUE(world.comes_to_hold(first, HoldReason::funds, minutes{5})) << world.story(first);
    ASSERT_TRUE(world.comes_to_hold(second, HoldReason::funds, minutes{5})) << world.story(second);
    EXPECT_EQ(world.cloud.bought(), 1);
    const Explanation words = explained(world, first);
    EXPECT_TRUE(says(words.why, "No slots left")) << words.why;
    EXPECT_TRUE(says(words.needs, "slot")) << words.needs;
    ASSERT_TRUE(words.next_at.has_value()) << "the oldest tries again by itself";
    EXPECT_LE(*words.next_at, world.clock.wall() + minutes{15});
    EXPECT_EQ(world.store.jobs.at(first).intents.back().status, IntentStatus::voided);
    ASSERT_TRUE(world.comes_to(before, "completed")) << world.story(before);
    world.run_for(hours{6});
    EXPECT_EQ(world.store.jobs.at(first).attempt, 1) << "waiting for a slot costs no attempt";
    world.cloud.model.settings().slots = 3;
    ASSERT_TRUE(world.comes_to(first, "completed")) << world.story(first);
    ASSERT_TRUE(world.comes_to(second, "completed")) << world.story(second);
    EXPECT_EQ(world.cloud.bought(), 3);
}

TEST(SlotsFilledByFailedFineTunes, HoldTheReattemptUntilAPersonFreesOneAndNothingIsDeleted) {
    Studio world;
    world.cloud.model.settings().slots = 2;
    world.cloud.model.settings().failed_fine_tunes_take_slots = true;
    world.cloud.fail_trainings(2);
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::funds)) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 2);
    EXPECT_EQ(world.store.jobs.at(id).attempt, 3) << "the third attempt is open, and waits";
    world.run_for(hours{24 * 2});
    EXPECT_EQ(world.store.jobs.at(id).attempt, 3) << "waiting for a slot costs no attempt";
    EXPECT_EQ(world.cloud.bought(), 2);
    const std::string failed = world.cloud.purchases().front().fine_tune_id;
    EXPECT_TRUE(world.cloud.model.get_fine_tune(failed, world.cloud.now()).ok()) << "a person's to delete";
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::funds, seconds{5})) << "after each of its tries";
    EXPECT_TRUE(says(explained(world, id).needs, "failed fine-tunes")) << explained(world, id).needs;
    ASSERT_TRUE(world.cloud.model.delete_fine_tune(failed, world.cloud.now()).ok());
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 3);
}

TEST(A413InTheMiddleOfAFile, FailsTheJobWithTheCloudsWordsAndSendsNothingMore) {
    Studio world;
    Fault too_large = Fault::status(413, TroubleKind::refused);
    too_large.trouble.type = "file_too_large";
    too_large.trouble.title = "Payload Too Large (413)";
    too_large.trouble.detail = "files may have at most 2 GiB";
    world.recordings.files.begin()->second.size = std::uint64_t{4} << 30;
    world.cloud.faults["upload_file"] = {too_large};
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "failed", minutes{10})) << world.story(id);
    const int sent = world.cloud.calls["upload_file"];
    world.run_for(hours{24});
    EXPECT_EQ(world.cloud.calls["upload_file"], sent) << "no retry can cure it";
    EXPECT_EQ(world.cloud.bought(), 0);
    const Job& job = world.store.jobs.at(id);
    EXPECT_TRUE(at_rest(job));
    EXPECT_EQ(job.error->http_status, 413);
    const Explanation words = explained(world, id);
    EXPECT_TRUE(says(words.why, "0.wav")) << "the file is named: " << words.why;
    EXPECT_TRUE(says(words.why, "files may have at most 2 GiB")) << words.why;
    EXPECT_TRUE(says(words.needs, "editing it if the recordings are at fault")) << words.needs;
}

}  // namespace
}  // namespace understudy::simulated
