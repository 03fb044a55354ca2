// What the simulated store keeps of what it was given, when the power goes.
#include "sim/store.hpp"

#include <gtest/gtest.h>

#include "core/command.hpp"

namespace understudy::simulated {
namespace {

struct Disk {
    Loop loop;
    SimulatedStore store{loop};
    int told = 0, refused = 0;

    void commit(const std::string& id, std::int64_t revision = 1) {
        Commit commit;
        commit.job.id = id;
        commit.job.revision = revision;
        store.commit(commit, [this](auto result) { (result.ok() ? told : refused) += 1; });
    }
    void crash() { loop.forget(), store.forget_callers(); }
};

TEST(ASimulatedStore, LosesWhatHadNotReachedTheDisk) {
    Disk disk;
    disk.commit("job_a");
    disk.crash();
    disk.loop.run_until(seconds{1}, [] { return false; });
    EXPECT_TRUE(disk.store.jobs.empty());
    EXPECT_EQ(disk.told, 0);
}

TEST(ASimulatedStore, KeepsWhatReachedTheDiskAlsoWhenNobodyWasTold) {
    Disk disk;
    disk.commit("job_a");
    disk.commit("job_b");
    ASSERT_TRUE(disk.loop.run_until(seconds{1}, [&] { return disk.store.jobs.size() == 2; }));
    EXPECT_EQ(disk.told, 0) << "the disk comes before the answer";
    EXPECT_EQ(disk.store.groups, 1) << "many at once are one group";
    disk.crash();
    disk.loop.run_until(seconds{2}, [] { return false; });
    EXPECT_EQ(disk.told, 0);
    EXPECT_EQ(disk.store.jobs.size(), 2u);
}

TEST(ASimulatedStore, MayFailAndHaveWrittenAllTheSame) {
    Disk disk;
    disk.store.weather = [](int group) {
        return group == 1 ? StoreFault::failed_written : StoreFault::refused;
    };
    disk.commit("job_a");
    disk.loop.run_until(seconds{1}, [] { return false; });
    disk.commit("job_b");
    disk.loop.run_until(seconds{2}, [] { return false; });
    EXPECT_EQ(disk.refused, 2);
    EXPECT_TRUE(disk.store.jobs.contains("job_a"));
    EXPECT_FALSE(disk.store.jobs.contains("job_b"));
}

TEST(ASimulatedStore, ThatIsFullIsStillRead) {
    Disk disk;
    disk.commit("job_a");
    disk.loop.run_until(seconds{1}, [] { return false; });
    disk.store.full = true;
    disk.commit("job_a", 2);
    bool read = false;
    disk.store.load_job("job_a", [&](auto job) { read = job.ok() && job->revision == 1; });
    disk.loop.run_until(seconds{2}, [] { return false; });
    EXPECT_TRUE(read);
    EXPECT_EQ(disk.refused, 1);
}

}  // namespace
}  // namespace understudy::simulated
