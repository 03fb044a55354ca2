// The database goes back in time, or there are two of it: what the cloud holds by then is adopted, never
// bought again; what cannot be prevented is reported.
#include "bent_cloud.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// The database as it was at one moment.
struct Backup {
    explicit Backup(const Studio& world) : jobs(world.store.jobs), history(world.store.history) {}
    void restore_into(Studio& world) const {
        world.crash();
        world.store.jobs = jobs;
        world.store.history = history;
        world.boot();
    }
    std::map<std::string, Job> jobs;
    std::vector<HistoryEvent> history;
};

TEST(ABackupFromBeforeThePaidCall, AdoptsTheTrainingThatIsStillGoingOn) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.state(id) == "training"; }));
    const Backup backup(world);
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    world.run_for(minutes{20});
    backup.restore_into(world);
    ASSERT_TRUE(world.run_until([&] { return ledger(world, id) == 1; }, minutes{5})) << world.story(id);
    EXPECT_TRUE(says(world.story(id), "is adopted instead of buying again")) << world.story(id);
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 1);
    EXPECT_EQ(world.store.jobs.at(id).attempt, 1);
    EXPECT_EQ(world.listener.noticed_of("orphan"), 0);
}

TEST(ABackupFromBeforeThePaidCall, AdoptsTheTrainingThatIsLongOver) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.state(id) == "training"; }));
    const Backup backup(world);
    ASSERT_TRUE(world.comes_to(id, "completed"));
    world.run_for(hours{24 * 30});
    backup.restore_into(world);
    ASSERT_TRUE(world.comes_to(id, "completed", minutes{10})) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
    EXPECT_EQ(std::get<Completed>(world.store.jobs.at(id).state).voices.size(), 4u);
}

TEST(ABackupFromBeforeThePaidCall, CountsTheAttemptsThatItDoesNotRemember) {
    Studio world;
    world.cloud.fail_trainings(2);
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.state(id) == "training"; }));
    const Backup backup(world);
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    ASSERT_EQ(world.cloud.bought(), 3);
    backup.restore_into(world);
    ASSERT_TRUE(world.comes_to(id, "completed", minutes{10})) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 3);
    EXPECT_EQ(world.store.jobs.at(id).attempt, 3);
    EXPECT_EQ(ledger(world, id), 3) << "the bill is known again";
}

TEST(ABackupFromBeforeTheUpload, FindsItsRecordingsInANewDatasetAndStillAdoptsTheTraining) {
    Studio world;
    const std::string id = world.submit(false);
    world.run_for(seconds{1});
    const Backup backup(world);
    ASSERT_TRUE(world.command(id, StartCommand{}).ok());
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    world.run_for(minutes{1});
    backup.restore_into(world);
    ASSERT_TRUE(world.command(id, StartCommand{}).ok());
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1) << "found by the job's marker, whatever dataset it stands on";
    EXPECT_EQ(world.cloud.dataset_ids().size(), 2u)
        << "the first one costs nothing and is not ours to delete";
}

TEST(ABackupFromBeforeTheSubmission, ReportsTheFineTuneThatNoJobKnowsAsAnOrphan) {
    Studio world;
    const Backup empty(world);
    const std::string lost = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    const std::string orphan = world.cloud.purchases().front().fine_tune_id;
    empty.restore_into(world);
    const std::string id = world.submit();
    ASSERT_NE(id, lost);
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 2) << "another job's fine-tune is not this one's";
    EXPECT_NE(fine_tune_of(world.store.jobs.at(id)), orphan);
    ASSERT_EQ(world.listener.noticed_of("orphan"), 1) << "reported once";
    const auto notice = std::find_if(world.listener.notices.begin(), world.listener.notices.end(),
                                     [](const auto& each) { return each.first == "orphan"; });
    EXPECT_TRUE(says(notice->second, orphan)) << notice->second;
    EXPECT_TRUE(says(notice->second, lost)) << notice->second;
    EXPECT_TRUE(world.cloud.model.get_fine_tune(orphan, world.cloud.now()).ok()) << "never deleted";
}

}  // namespace
}  // namespace understudy::simulated
