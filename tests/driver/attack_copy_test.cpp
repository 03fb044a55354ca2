// The machine is copied while it is at work, and both copies go on. The cloud cannot tell them apart. What
// holds: whoever looks after the other's purchase shows adopts it. What cannot be prevented: two that look in
// the same moment both buy; both report it.
#include "bent_cloud.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::minutes;

/// The loop has one alarm, the first daemon's; this one has its own.
class SecondClock : public SimulatedClock {
  public:
    explicit SecondClock(Loop& loop) : SimulatedClock(loop), shared_(loop) {}
    void wake_at(Duration at, std::function<void()> due) override {
        const int mine = ++alarm_;
        shared_.post_after(std::max(Duration{}, at - shared_.steady()), [this, mine, due = std::move(due)] {
            if (mine == alarm_) due();
        });
    }
    void sleep() override { ++alarm_; }

  private:
    Loop& shared_;
    int alarm_ = 0;
};

/// A second daemon, on a copy of the first one's database, before the same cloud.
class Copy {
  public:
    explicit Copy(Studio& world) : world_(world), store(world.loop) {
        store.jobs = world.store.jobs;
        store.history = world.store.history;
    }
    void boot() {
        driver_ = std::make_unique<Driver>(
            Ports{world_.cloud, store, clock_, world_.recordings, listener, entropy_}, world_.policy);
        driver_->start([] {});
    }
    [[nodiscard]] std::string state(const std::string& id) const {
        return state_word(store.jobs.at(id).state);
    }

  private:
    Studio& world_;

  public:
    SimulatedStore store;
    Listener listener;

  private:
    SecondClock clock_{world_.loop};
    SimulatedEntropy entropy_{43};
    std::unique_ptr<Driver> driver_;
};

bool both_completed(Studio& world, const Copy& copy, const std::string& id) {
    return world.run_until([&] { return world.state(id) == "completed" && copy.state(id) == "completed"; });
}

TEST(ACopiedMachine, ThatLooksAfterTheFirstOneBoughtAdoptsAndBuysNothing) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.state(id) == "training"; }));
    Copy copy(world);
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    copy.boot();
    ASSERT_TRUE(both_completed(world, copy, id)) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
    EXPECT_EQ(fine_tune_of(copy.store.jobs.at(id)), fine_tune_of(world.store.jobs.at(id)));
}

TEST(ACopiedMachine, ThatWasCopiedWhileThePaidCallWasOutAdoptsAndBuysNothing) {
    Studio world;
    const std::string id = submit_and_buy(world);
    Copy copy(world);
    ASSERT_EQ(copy.store.jobs.at(id).intents.back().status, IntentStatus::open);
    copy.boot();
    ASSERT_TRUE(both_completed(world, copy, id)) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(ACopiedMachine, FollowsAFailedTrainingAndAdoptsTheOthersReattempt) {
    Studio world;
    world.cloud.fail_trainings(1);
    const std::string id = submit_and_buy(world);
    world.run_for(minutes{1});
    Copy copy(world);
    world.run_for(seconds{13});  // their rounds of watching are not in step
    copy.boot();
    ASSERT_TRUE(both_completed(world, copy, id)) << world.story(id);
    // Both re-attempt five minutes after each saw the failure: whoever looks later finds the other's.
    EXPECT_EQ(world.cloud.bought(), 2);
    EXPECT_EQ(copy.store.jobs.at(id).attempt, 2);
    EXPECT_EQ(world.store.jobs.at(id).attempt, 2);
}

TEST(ACopiedMachine, ThatLooksInTheSameMomentBuysASecondOneAndBothReportIt) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.state(id) == "training"; }));
    world.crash();
    Copy copy(world);
    world.driver = std::make_unique<Driver>(
        Ports{world.cloud, world.store, world.clock, world.recordings, world.listener, world.entropy},
        world.policy);
    world.driver->start([] {});
    copy.boot();
    ASSERT_TRUE(both_completed(world, copy, id)) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 2) << "this is what a copy can cost, and no more";
    EXPECT_NE(fine_tune_of(copy.store.jobs.at(id)), fine_tune_of(world.store.jobs.at(id)));
    for (const Listener* listener : {&world.listener, &copy.listener}) {
        ASSERT_GE(listener->noticed_of("orphan"), 1);
        for (const auto& [type, words] : listener->notices)
            if (type == "orphan") EXPECT_FALSE(says(words, "is not in this database")) << words;
    }
    world.run_for(std::chrono::hours{24});
    EXPECT_EQ(world.cloud.bought(), 2);
}

TEST(ACopiedMachine, WhoseTrainingFailsAdoptsTheOthersInsteadOfBuyingAThird) {
    Studio world;
    world.cloud.fail_trainings(1);
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.state(id) == "training"; }));
    world.crash();
    Copy copy(world);
    copy.boot();
    world.driver = std::make_unique<Driver>(
        Ports{world.cloud, world.store, world.clock, world.recordings, world.listener, world.entropy},
        world.policy);
    world.driver->start([] {});
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 2; })) << world.story(id);
    ASSERT_TRUE(both_completed(world, copy, id)) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 2);
    EXPECT_EQ(fine_tune_of(copy.store.jobs.at(id)), fine_tune_of(world.store.jobs.at(id)));
}

}  // namespace
}  // namespace understudy::simulated
