// Backups and letting go, on a clock of the test's own and an archive that lies.
#include "daemon/driver/housekeeper.hpp"

#include <gtest/gtest.h>

#include <deque>

#include "sim/clock.hpp"
#include "sim/loop.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class FakeArchive : public Archive {
  public:
    explicit FakeArchive(Loop& loop) : loop_(loop) {}

    std::optional<Time> newest;
    std::string broken;             ///< why nothing can be done; "" when it can
    std::vector<std::string> made;  ///< folders
    std::deque<Pruned> rounds;
    std::vector<std::int64_t> pruned_behind;
    Time pruned_before{};

    void lend(StoreReply<BackupFile>) override {}
    void read(std::string, std::uint64_t, std::size_t, StoreReply<std::string>) override {}
    void give_back(std::string) override {}
    void back_up_into(std::string folder, std::size_t, Time now, StoreReply<BackupFile> reply) override {
        if (!broken.empty()) return refuse(std::move(reply));
        made.push_back(folder);
        newest = now;
        loop_.post([reply, folder] { reply(BackupFile{folder + "/a.db", 10, "", 1}); });
    }
    void newest_backup(std::string, Time, StoreReply<std::optional<Time>> reply) override {
        if (!broken.empty()) return refuse(std::move(reply));
        loop_.post([reply, when = newest] { reply(std::optional<Time>(when)); });
    }
    void prune(Time before, std::int64_t behind, StoreReply<Pruned> reply) override {
        if (!broken.empty()) return refuse(std::move(reply));
        pruned_behind.push_back(behind);
        pruned_before = before;
        Pruned round = rounds.empty() ? Pruned{} : rounds.front();
        if (!rounds.empty()) rounds.pop_front();
        loop_.post([reply, round] { reply(round); });
    }

  private:
    template <class T>
    void refuse(StoreReply<T> reply) {
        loop_.post([reply, why = broken] {
            reply(failure(StoreTrouble{StoreTrouble::Kind::unavailable, why}));
        });
    }
    Loop& loop_;
};

class TheHousekeeper : public ::testing::Test {
  protected:
    Loop loop;
    SimulatedClock clock{loop};
    FakeArchive archive{loop};
    std::vector<std::string> told;
    std::optional<Housekeeper> keeper;

    void start(HousekeepingPlan plan) {
        keeper.emplace(archive, clock, std::move(plan), [this](const std::string& words, bool trouble) {
            told.push_back((trouble ? "! " : "") + words);
        });
        keeper->start();
    }
    void run_for(Duration time) {
        loop.run_until(loop.steady() + time, [] { return false; });
    }
};

TEST_F(TheHousekeeper, MakesABackupAtOnceWhereThereIsNoneAndThenEachInterval) {
    start({.backup_folder = "/b", .backup_interval = hours{6}});
    run_for(minutes{1});
    EXPECT_EQ(archive.made.size(), 1u);
    EXPECT_EQ(keeper->backups().newest, archive.newest);
    run_for(hours{24});
    EXPECT_EQ(archive.made.size(), 5u);
    EXPECT_EQ(told.front().find("backup written and read back: /b/a.db, 1 job, 10 bytes"), 0u)
        << told.front();
}

TEST_F(TheHousekeeper, MakesNoneBeforeItsTimeAfterARestart) {
    archive.newest = clock.wall() - hours{5};
    start({.backup_folder = "/b", .backup_interval = hours{6}});
    run_for(minutes{59});
    EXPECT_TRUE(archive.made.empty());
    run_for(minutes{2});
    EXPECT_EQ(archive.made.size(), 1u);
}

TEST_F(TheHousekeeper, IsNotKeptWaitingByABackupThatSeemsToBeFromTheFuture) {
    archive.newest = clock.wall() + hours{24 * 365};
    start({.backup_folder = "/b", .backup_interval = hours{6}});
    run_for(hours{7});
    EXPECT_EQ(archive.made.size(), 1u);
}

TEST_F(TheHousekeeper, SaysOnceThatNoBackupCanBeMadeAndTriesOn) {
    archive.broken = "/b: No space left on device";
    start({.backup_folder = "/b"});
    run_for(hours{5});
    EXPECT_EQ(told, std::vector<std::string>{"! no backup could be made: /b: No space left on device"});
    EXPECT_EQ(keeper->backups().trouble, archive.broken);
    archive.broken = "";
    run_for(hours{1});
    EXPECT_EQ(archive.made.size(), 1u);
    EXPECT_EQ(keeper->backups().trouble, "");
}

TEST_F(TheHousekeeper, LetsGoOfOldHistoryEachDayRoundByRound) {
    archive.rounds = {{2'000, 10, 0, true}, {4'000, 5, 0, false}};
    start({.history = hours{24 * 90}});
    run_for(hours{1});
    EXPECT_EQ(archive.pruned_behind, (std::vector<std::int64_t>{0, 2'000}));
    EXPECT_EQ(told, std::vector<std::string>{"history: let go of 15 small steps of jobs at rest"});
    run_for(hours{24});
    EXPECT_EQ(archive.pruned_behind.size(), 3u);
    EXPECT_EQ(archive.pruned_behind.back(), 0) << "from the beginning: jobs came to rest meanwhile";
    EXPECT_LE(archive.pruned_before, clock.wall() - hours{24 * 90});
}

TEST_F(TheHousekeeper, GivesPagesBackForAsLongAsThereAreFewerOfThem) {
    archive.rounds = {{7, 0, 300, false}, {7, 0, 172, false}, {7, 0, 172, false}, {7, 0, 100, false}};
    start({.history = hours{24}});
    run_for(hours{1});
    EXPECT_EQ(archive.pruned_behind, (std::vector<std::int64_t>{0, 7, 7}));
}

TEST_F(TheHousekeeper, GivesPagesBackAlsoWhereEachRoundEmptiedMoreThanItGaveBack) {
    archive.rounds = {
        {2, 9, 120, true}, {4, 9, 240, true}, {6, 9, 300, false}, {6, 0, 170, false}, {6, 0, 42, false}};
    start({.history = hours{24}});
    run_for(hours{1});
    EXPECT_EQ(archive.pruned_behind, (std::vector<std::int64_t>{0, 2, 4, 6, 6, 6}));
}

TEST_F(TheHousekeeper, LetsGoOfNothingOnceAllIsToBeKeptWhateverWasUnderWay) {
    start({.history = hours{24}});
    run_for(minutes{4});
    archive.broken = "the disk";
    run_for(minutes{2});  // a round fails
    keeper->reconfigure({});
    archive.broken = "";
    run_for(hours{48});
    EXPECT_TRUE(archive.pruned_behind.empty());
}

TEST_F(TheHousekeeper, NeverWakesWithNothingToKeep) {
    start({});
    EXPECT_FALSE(loop.anything_to_do());
    EXPECT_TRUE(told.empty() && archive.made.empty() && archive.pruned_behind.empty());
}

TEST_F(TheHousekeeper, GoesByANewPlanAtOnce) {
    start({});
    run_for(hours{1});
    keeper->reconfigure({.backup_folder = "/new"});
    run_for(minutes{1});
    EXPECT_EQ(archive.made, std::vector<std::string>{"/new"});
    keeper->reconfigure({});
    run_for(hours{48});
    EXPECT_EQ(archive.made.size(), 1u);
}

}  // namespace
}  // namespace understudy::simulated
