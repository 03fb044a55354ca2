// The whole store on a disk that fails.
#include <gtest/gtest.h>

#include "tests/storage/support/faulty_vfs.hpp"
#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

using Kind = StoreTrouble::Kind;

SqliteOptions on_faulty_disk() {
    SqliteOptions options;
    options.vfs = FaultyVfs::name();
    options.reopen_interval = std::chrono::milliseconds(0);
    return options;
}

TEST(Faults, AReadThatFailsIsUnavailableAndTheNextOneWorksWhenTheDiskDoes) {
    FaultyVfs disk;
    SqliteUnderTest the(on_faulty_disk());
    ASSERT_TRUE(the.commit(first_commit(plain_job(1))));
    disk.break_reads();
    const auto during = the.load(job_id(1));
    ASSERT_FALSE(during);
    EXPECT_EQ(during.error().kind, Kind::unavailable);
    disk.mend();
    EXPECT_TRUE(the.load(job_id(1)));
}

TEST(Faults, ReadsGoOnWhileNothingCanBeWritten) {
    FaultyVfs disk;
    SqliteUnderTest the(on_faulty_disk());
    ASSERT_TRUE(the.commit(first_commit(plain_job(1))));
    disk.break_after(0, SQLITE_IOERR_WRITE);
    EXPECT_EQ(the.commit(first_commit(plain_job(2))).error().kind, Kind::unavailable);
    EXPECT_TRUE(the.load(job_id(1)));
    EXPECT_EQ(the.load(job_id(2)).error().kind, Kind::not_found);
    disk.mend();
    EXPECT_TRUE(the.commit(first_commit(plain_job(2))));
    EXPECT_TRUE(the.load(job_id(2)));
}

TEST(Faults, AStopOnABrokenDiskAnswersWhatIsQueuedAndEnds) {
    FaultyVfs disk;
    SqliteUnderTest the(on_faulty_disk());
    disk.break_after(0, SQLITE_IOERR_WRITE);
    int unavailable = 0;
    for (int number = 0; number < 10; ++number)
        the.store().commit(first_commit(plain_job(number)), [&](auto answer) {
            unavailable += !answer && answer.error().kind == Kind::unavailable ? 1 : 0;
        });
    the.sqlite().stop();
    the.run_until([&] { return unavailable == 10; });
    disk.mend();
}

// Each commit meets a disk that breaks one call later than for the one before, and is asked for again.
TEST(Faults, ACallerThatAsksAgainGetsEveryCommitThroughExactlyOnce) {
    FaultyVfs disk;
    SqliteUnderTest the(on_faulty_disk());
    Job job = plain_job(1);
    ASSERT_TRUE(the.commit(first_commit(job)));
    for (std::int64_t calls = 0; calls < 30; ++calls) {
        disk.break_after(calls, calls % 2 == 0 ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE);
        const bool through = the.commit(next_commit(job)).ok();
        disk.mend();
        ASSERT_TRUE(through || the.commit(next_commit(job)).ok()) << calls;
        ++job.revision;
    }
    EXPECT_EQ(the.load(job.id)->revision, 31);
    EXPECT_EQ(the.events({job.id, 0, 100})->size(), 31U);
}

}  // namespace
}  // namespace understudy::testing
