// The power goes at each moment in turn: what was not synced is lost, in part, in another order, or torn.
// What is left must open, be sound, and hold everything that was acknowledged, and nothing by halves.
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <utility>

#include "storage/database.hpp"
#include "tests/storage/support/sizes.hpp"
#include "tests/storage/support/store_life.hpp"
#include "tests/storage/support/temporary_folder.hpp"

namespace understudy::testing {
namespace {

/// Calls `look` with a folder of what a cut would leave, wherever that has changed since the last look.
class Cutter {
  public:
    Cutter(FaultyVfs& disk, std::uint64_t every, std::function<void(const std::string&)> look)
        : disk_(disk), every_(every), look_(std::move(look)) {
        disk_.on_call = [this] { cut(); };
    }
    ~Cutter() { disk_.on_call = nullptr; }
    Cutter(const Cutter&) = delete;
    Cutter& operator=(const Cutter&) = delete;

    void cut() {
        const std::uint64_t changes = disk_.platter.changes();
        if (changes == 0 || std::exchange(seen_, changes) == changes) return;
        if (moment_++ % every_ != 0 || ::testing::Test::HasFailure()) return;
        leave(Loss::all, 0);
        leave(Loss::none, 0);
        for (std::uint64_t i = 0; i < (nightly() ? 12U : 1U); ++i) {
            leave(Loss::some, seed() * 1'000'003 + moment_ * 16 + i);
            leave(Loss::torn, seed() * 1'000'003 + moment_ * 16 + i);
        }
    }
    [[nodiscard]] int cuts() const { return cuts_; }

  private:
    void leave(Loss loss, std::uint64_t dice) {
        ++cuts_;
        const TemporaryFolder folder;
        put_into(folder.file("left"), disk_.platter.cut(loss, dice));
        look_(folder.file("left"));
        if (::testing::Test::HasFailure())
            std::cout << "cut at moment " << moment_ << ", loss " << static_cast<int>(loss) << ", dice "
                      << dice << ", seed " << seed() << "\n";
    }

    FaultyVfs& disk_;
    std::uint64_t every_, seen_ = UINT64_MAX, moment_ = 0;
    std::function<void(const std::string&)> look_;
    int cuts_ = 0;
};

TEST(PowerCut, AtAnyMomentOfTheStoresLifeLosesNothingThatWasAcknowledged) {
    const TemporaryFolder folder;
    FaultyVfs disk;
    StoreLife life(disk, folder.file("jobs.db"));
    Cutter cutter(disk, 1,
                  [&](const std::string& left) { life.expect_kept(left + "/jobs.db", life.acknowledged()); });
    life.run();
    cutter.cut();
    EXPECT_GT(cutter.cuts(), 500);
    std::cout << cutter.cuts() << " cuts\n";
}

// After a sync that failed the system believes its pages to be clean: what it was to make safe never is.
TEST(PowerCut, AfterASyncThatFailedLosesNothingThatWasAcknowledgedEither) {
    int syncs = 0, cuts = 0;
    bool met = true;
    for (; met && !HasFailure(); syncs += nightly() ? 1 : 3) {
        const TemporaryFolder folder;
        FaultyVfs disk;
        StoreLife life(disk, folder.file("jobs.db"));
        disk.fail_after(syncs, DiskFault::sync, true);
        Cutter cutter(disk, nightly() ? 3 : 17, [&](const std::string& left) {
            if (disk.did_fail()) life.expect_kept(left + "/jobs.db", life.acknowledged());
        });
        life.run();
        met = disk.did_fail();
        cuts += cutter.cuts();
        if (HasFailure()) std::cout << "sync " << syncs << " failed\n";
    }
    EXPECT_GT(syncs, 10);
    std::cout << syncs << " syncs that failed, " << cuts << " cuts\n";
}

std::string version_1() {
    std::ifstream file(std::string(FIXTURES) + "/version-1.sql");
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(PowerCut, AtAnyMomentOfAMigrationLeavesAllOfTheOldOrAllOfTheNew) {
    const TemporaryFolder folder;
    const std::string path = folder.file("jobs.db");
    std::ofstream(path).close();
    auto old = sqlite::Connection::open(path, sqlite::Access::read_write).value();
    (void)old->run(version_1());
    const std::int64_t jobs = *old->integer("SELECT count(*) FROM jobs");
    ASSERT_GT(jobs, 1);
    old.reset();
    FaultyVfs disk;
    Cutter cutter(disk, 1, [&](const std::string& left) {
        auto opened = open_for_writing({left + "/jobs.db", ""});
        ASSERT_TRUE(opened) << opened.error().what;
        EXPECT_EQ(*(*opened)->text("PRAGMA integrity_check"), "ok");
        EXPECT_EQ(*(*opened)->integer("SELECT count(*) FROM jobs"), jobs);
        EXPECT_EQ(*(*opened)->integer("SELECT count(*) FROM jobs WHERE seal = 0"), 0);
    });
    { ASSERT_TRUE(open_for_writing({path, FaultyVfs::name()})); }
    cutter.cut();
    EXPECT_GT(cutter.cuts(), 50);
    std::cout << cutter.cuts() << " cuts\n";
}

}  // namespace
}  // namespace understudy::testing
