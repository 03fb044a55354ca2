#include "storage/write/group_commit.hpp"

#include <gtest/gtest.h>

#include <future>
#include <numeric>

#include "storage/read/reader.hpp"
#include "storage/write/write_thread.hpp"
#include "tests/storage/support/faulty_vfs.hpp"
#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/temporary_folder.hpp"

namespace understudy::testing {
namespace {

using Kind = StoreTrouble::Kind;

// The writing half without threads: what waits when, is the test's to say.
class Groups : public ::testing::Test {
  protected:
    TemporaryFolder folder;
    FaultyVfs disk;
    DatabaseFile file{folder.file("jobs.db"), FaultyVfs::name()};
    StoreCounters counters;
    GroupCommit group{file, open_for_writing(file).value(), std::chrono::milliseconds(0), counters};

    std::vector<ChangeAnswer> write(const std::vector<Change>& changes) {
        std::vector<const Change*> pointers;
        for (const Change& change : changes) pointers.push_back(&change);
        return group.write(pointers);
    }
    std::vector<Change> new_jobs(int first, int count) {
        std::vector<Change> changes;
        for (int number = first; number < first + count; ++number)
            changes.emplace_back(first_commit(plain_job(number)));
        return changes;
    }
    bool is_stored(int number) {
        Reader reader(open_for_reading(file).value());
        return reader.load_job(job_id(number)).ok();
    }
};

TEST_F(Groups, AHundredCommitsAreOneTransactionAndOneFsync) {
    (void)write(new_jobs(0, 1));
    const auto before = disk.syncs_of_wal();
    const auto answers = write(new_jobs(1, 100));
    EXPECT_EQ(disk.syncs_of_wal() - before, 1U);
    EXPECT_EQ(counters.now().transactions, 2U);
    EXPECT_EQ(counters.now().commits, 101U);
    for (const ChangeAnswer& answer : answers) EXPECT_TRUE(answer);
}

TEST_F(Groups, EachTransactionsTimeIsCountedOnce) {
    (void)write(new_jobs(0, 1));
    (void)write(new_jobs(1, 50));
    const StoreStats stats = counters.now();
    const auto times = [](const StoreTimes& these) {
        return std::accumulate(these.counts.begin(), these.counts.end(), std::uint64_t{0});
    };
    EXPECT_EQ(times(stats.transaction_times), stats.transactions);
    EXPECT_EQ(times(stats.sync_times), stats.transactions);
    EXPECT_LE(stats.sync_times.sum_us, stats.transaction_times.sum_us);
    EXPECT_EQ(stats.transaction_times.sum_us, stats.commit_us);
}

TEST(StoreTimes, FallUnderTheBoundThatTheyKeep) {
    StoreTimesCounter counter;
    for (const std::uint64_t us : {0u, 100u, 101u, 99'000'000u}) counter.took(us);
    EXPECT_EQ(counter.now().counts.front(), 2u);
    EXPECT_EQ(counter.now().counts.at(1), 1u);
    EXPECT_EQ(counter.now().counts.back(), 1u);
    EXPECT_EQ(counter.now().sum_us, 99'000'201u);
}

TEST_F(Groups, WhatIsCommittedTogetherIsToldByOneMessage) {
    std::promise<void> first_is_told, others_wait;
    std::vector<std::function<void()>> messages;
    int told = 0;
    const auto post =
        [&](std::function<void()> message) {  // on the writing thread, which it keeps from going on
            messages.push_back(std::move(message));
            if (messages.size() > 1) return;
            first_is_told.set_value();
            others_wait.get_future().wait();
        };
    WriteThread thread(std::move(group), 256, post);
    const auto put = [&](const std::vector<Change>& changes) {
        for (const Change& change : changes) {
            WriteRequest request{change, [&](const ChangeAnswer& answer) { told += answer.ok() ? 1 : 100; }};
            EXPECT_TRUE(thread.put(request));
        }
    };
    put(new_jobs(0, 1));
    first_is_told.get_future().wait();
    put(new_jobs(1, 50));
    others_wait.set_value();
    thread.stop();
    EXPECT_EQ(messages.size(), 2U);
    for (const auto& message : messages) message();
    EXPECT_EQ(told, 51);
}

TEST_F(Groups, ASignThatTheThreadTurnsIsGivenInItsTurnAndWritesNothing) {
    (void)write(new_jobs(0, 1));
    const auto before = disk.syncs_of_wal();
    std::int64_t syncs_when_told = -1;
    std::vector<std::function<void()>> messages;
    WriteThread thread(std::move(group), 256, [&](std::function<void()> message) {
        syncs_when_told = static_cast<std::int64_t>(disk.syncs_of_wal());
        messages.push_back(std::move(message));
    });
    int signs = 0;
    WriteRequest sign{std::nullopt, [&](const ChangeAnswer& answer) { signs += answer.ok() ? 1 : 100; }};
    ASSERT_TRUE(thread.put(sign));
    thread.stop();
    for (const auto& message : messages) message();
    EXPECT_EQ(signs, 1);
    EXPECT_EQ(syncs_when_told, static_cast<std::int64_t>(before));
    EXPECT_EQ(counters.now().transactions, 1U);
}

TEST_F(Groups, ARefusedChangeLeavesNothingBehindAndTheOthersGoThrough) {
    std::vector<Change> changes = new_jobs(0, 3);
    // Refused at the last thing that is written: its job's row must not stay.
    std::get<Commit>(changes[1]).events[0].job_id = "another";
    const auto answers = write(changes);
    EXPECT_TRUE(answers[0]);
    ASSERT_FALSE(answers[1]);
    EXPECT_EQ(answers[1].error().kind, Kind::conflict);
    EXPECT_TRUE(answers[2]);
    EXPECT_TRUE(is_stored(0));
    EXPECT_FALSE(is_stored(1));
    EXPECT_TRUE(is_stored(2));
    EXPECT_EQ(counters.now().refused, 1U);
    EXPECT_EQ(counters.now().failed_transactions, 0U);
}

TEST_F(Groups, AValueWithoutAWordIsOneChangesTrouble) {
    std::vector<Change> changes = new_jobs(0, 2);
    std::get<Commit>(changes[0]).job.hold = Hold{static_cast<HoldReason>(77), {}, ""};
    const auto answers = write(changes);
    ASSERT_FALSE(answers[0]);
    EXPECT_EQ(answers[0].error().kind, Kind::conflict);
    EXPECT_TRUE(answers[1]);
}

TEST_F(Groups, AFailedSyncIsAnsweredUnavailableToAllAndTheConnectionIsReplaced) {
    ASSERT_TRUE(write(new_jobs(0, 1))[0]);
    // Every write goes through; the sync at the end does not.
    for (std::int64_t calls = 0;; ++calls) {
        disk.break_after(calls, SQLITE_IOERR_FSYNC);
        const auto answers = write(new_jobs(1, 2));
        disk.mend();
        if (answers[0]) break;
        for (const ChangeAnswer& answer : answers) EXPECT_EQ(answer.error().kind, Kind::unavailable);
        EXPECT_FALSE(is_stored(1)) << "what was answered unavailable is there";
    }
    EXPECT_TRUE(is_stored(0) && is_stored(1) && is_stored(2));
    EXPECT_GT(counters.now().reopened, 0U);
    EXPECT_EQ(counters.now().reopened, counters.now().failed_transactions);
}

// Visits every write and sync of a transaction without naming one.
TEST_F(Groups, WhereverTheDiskFailsNothingAnsweredIsLostAndNothingUnavailableIsThere) {
    int number = 0;
    for (const int code : {SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_IOERR_FSYNC}) {
        bool failed = true;
        for (std::int64_t calls = 0; failed; ++calls) {
            const Commit commit = first_commit(plain_job(++number));
            disk.break_after(calls, code);
            const auto during = write({commit});
            failed = disk.did_fail();
            if (!during[0]) {
                EXPECT_EQ(write({commit})[0].error().kind, Kind::unavailable) << "while it is broken";
            }
            disk.mend();
            EXPECT_EQ(is_stored(number), during[0].ok()) << "call " << calls;
            if (!during[0]) {
                EXPECT_EQ(during[0].error().kind, Kind::unavailable);
                EXPECT_TRUE(write({commit})[0]) << "it goes on by itself when the disk is back";
            }
        }
    }
    for (int stored = 1; stored <= number; ++stored) EXPECT_TRUE(is_stored(stored));
}

TEST_F(Groups, WhileItCannotBeOpenedAgainEverythingIsUnavailableAndThenItGoesOn) {
    disk.break_after(0, SQLITE_IOERR_WRITE);
    EXPECT_FALSE(write(new_jobs(0, 1))[0]);
    disk.hide_files();
    for (int i = 0; i < 3; ++i) {
        const auto answers = write(new_jobs(0, 2));
        EXPECT_EQ(answers[0].error().kind, Kind::unavailable);
        EXPECT_EQ(answers[1].error().kind, Kind::unavailable);
    }
    EXPECT_EQ(counters.now().reopened, 0U);
    disk.mend();
    EXPECT_TRUE(write(new_jobs(0, 1))[0]);
    EXPECT_EQ(counters.now().reopened, 1U);
    EXPECT_EQ(counters.now().unavailable, 7U);
}

TEST_F(Groups, AnotherProgramsLockIsWaitedOutOrAnsweredUnavailable) {
    DatabaseFile impatient = file;
    impatient.patience = std::chrono::milliseconds(1);
    GroupCommit other{impatient, open_for_writing(impatient).value(), std::chrono::milliseconds(0), counters};
    auto shell = sqlite::Connection::open(file.path, sqlite::Access::read_write).value();
    ASSERT_TRUE(shell->run("BEGIN IMMEDIATE"));
    const Change change = first_commit(plain_job(1));
    EXPECT_EQ(other.write({&change})[0].error().kind, Kind::unavailable);
    ASSERT_TRUE(shell->run("COMMIT"));
    EXPECT_TRUE(other.write({&change})[0]);
    EXPECT_EQ(counters.now().reopened, 0U) << "a lock is no reason to distrust the connection";
}

// Each file is taken as it was at its last sync; everything after that is gone.
TEST_F(Groups, APowerCutAfterAnyAnswerLosesNothingThatWasAnswered) {
    for (int number = 0; number < 40; ++number) {
        ASSERT_TRUE(write(new_jobs(number, 1))[0]);
        if (number % 9 == 8) group.checkpoint();
        const std::string image = folder.file("after-" + std::to_string(number));
        disk.cut_power_into(image);
        auto opened = open_for_writing({image + "/jobs.db", ""});
        ASSERT_TRUE(opened) << opened.error().what;
        Reader reader(std::move(*opened));
        EXPECT_EQ(reader.load_active()->jobs.size(), static_cast<std::size_t>(number) + 1);
    }
}

TEST_F(Groups, ADamagedDatabaseIsNotWrittenToAgain) {
    ASSERT_TRUE(write(new_jobs(0, 50))[0]);
    group.checkpoint();
    {
        // The page that holds the root of the jobs table becomes garbage.
        auto shell = sqlite::Connection::open(file.path, sqlite::Access::read_write).value();
        const auto page = *shell->integer("SELECT rootpage FROM sqlite_schema WHERE name = 'jobs'");
        ASSERT_TRUE(shell->run("PRAGMA writable_schema = ON"));
        ASSERT_TRUE(shell->run("PRAGMA wal_checkpoint(TRUNCATE)"));
        std::FILE* raw = std::fopen(file.path.c_str(), "r+b");
        ASSERT_NE(raw, nullptr);
        ASSERT_EQ(std::fseek(raw, static_cast<long>((page - 1) * 4096), SEEK_SET), 0);
        const std::string garbage(4096, '\x5a');
        ASSERT_EQ(std::fwrite(garbage.data(), 1, garbage.size(), raw), garbage.size());
        ASSERT_EQ(std::fclose(raw), 0);
    }
    DatabaseFile again = file;
    EXPECT_FALSE(reopen_for_writing(again)) << "the check after trouble sees it";
}

}  // namespace
}  // namespace understudy::testing
