// Copies of the database while it is written to, their way back, and letting go of what is old.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "storage/archive/backup_folder.hpp"
#include "storage/archive/copy.hpp"
#include "storage/archive/restore.hpp"
#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

namespace fs = std::filesystem;

class TheArchive : public ::testing::Test {
  protected:
    SqliteUnderTest the;
    Chance chance{7};
    const Time now{seconds{1'800'000'000}};

    /// Asks, and waits for the answer.
    template <class T>
    Result<T, StoreTrouble> ask(const std::function<void(StoreReply<T>)>& question) {
        std::optional<Result<T, StoreTrouble>> answer;
        question([&](Result<T, StoreTrouble> given) { answer = std::move(given); });
        the.run_until([&] { return answer.has_value(); });
        return std::move(*answer);
    }
    Result<BackupFile, StoreTrouble> lend() {
        return ask<BackupFile>([&](auto reply) { the.sqlite().lend(std::move(reply)); });
    }
    Result<BackupFile, StoreTrouble> back_up(const std::string& folder, std::size_t keep, Time when) {
        return ask<BackupFile>([&](auto reply) { the.sqlite().back_up_into(folder, keep, when, reply); });
    }
    Result<Pruned, StoreTrouble> prune(Time before, std::int64_t behind = 0) {
        return ask<Pruned>([&](auto reply) { the.sqlite().prune(before, behind, std::move(reply)); });
    }
    void fill(int jobs) {
        for (int i = 1; i <= jobs; ++i) {
            const Job job = chance.job(i);
            Commit commit = first_commit(job);
            commit.replace_recordings = true;
            for (std::uint64_t at = 0; Recording & recording : made(3))
                commit.recordings.emplace_back(at++, recording);
            ASSERT_TRUE(the.commit(commit));
        }
    }
    std::vector<Recording>& made(int count) { return recordings_ = chance.recordings(count); }
    [[nodiscard]] std::string folder() const { return fs::path(the.path()).parent_path().string(); }
    [[nodiscard]] std::vector<std::string> names_in(const std::string& where) const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(where)) names.push_back(entry.path().filename());
        std::sort(names.begin(), names.end());
        return names;
    }

  private:
    std::vector<Recording> recordings_;
};

TEST_F(TheArchive, LendsACopyOfAllThatWasDurableWhichNeedsNoOtherFile) {
    fill(30);
    const auto copy = lend();
    ASSERT_TRUE(copy) << copy.error().what;
    EXPECT_EQ(copy->jobs, 30);
    EXPECT_EQ(copy->bytes, fs::file_size(copy->path));
    EXPECT_EQ(copy->sha256, *sha256_of(copy->path));
    struct stat status {};
    ASSERT_EQ(::stat(copy->path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777u, 0640u);
    const auto before = the.active();
    the.stop();  // what is lent outlives the store until the next one
    const TemporaryFolder elsewhere;
    fs::copy_file(copy->path, elsewhere.file("understudy.db"));
    fs::remove(the.path());
    fs::copy_file(elsewhere.file("understudy.db"), the.path());
    the.start();
    const auto after = the.active();
    ASSERT_EQ(after->jobs.size(), before->jobs.size());
    for (std::size_t i = 0; i < after->jobs.size(); ++i)
        EXPECT_EQ(difference(before->jobs[i], after->jobs[i]), "");
    EXPECT_FALSE(fs::exists(copy->path)) << "the next process takes away what was lent";
}

TEST_F(TheArchive, CopiesOneMomentWhileCommitsGoOn) {
    fill(20);
    std::optional<Result<BackupFile, StoreTrouble>> copy;
    the.sqlite().lend([&](auto given) { copy = std::move(given); });
    int written = 0;
    for (int i = 100; !copy && i < 10'000; ++i, ++written)
        ASSERT_TRUE(the.commit(first_commit(plain_job(i))));
    the.run_until([&] { return copy.has_value(); });
    ASSERT_TRUE(*copy) << copy->error().what;
    EXPECT_GE((*copy)->jobs, 20);
    EXPECT_LE((*copy)->jobs, 20 + written);
}

TEST_F(TheArchive, ReadsWhatItLentInPiecesAndTakesItBack) {
    fill(5);
    const auto copy = lend();
    std::string all;
    for (std::string piece = "more"; !piece.empty(); all += piece)
        piece =
            *ask<std::string>([&](auto reply) { the.sqlite().read(copy->path, all.size(), 10'000, reply); });
    EXPECT_EQ(all.size(), copy->bytes);
    EXPECT_TRUE(all.starts_with("SQLite format 3"));
    the.sqlite().give_back(copy->path);
    EXPECT_FALSE(ask<std::string>([&](auto reply) { the.sqlite().read(copy->path, 0, 1, reply); }));
    EXPECT_FALSE(fs::exists(copy->path));
}

TEST_F(TheArchive, TellsOfARowThatDecayedInsteadOfCopyingIt) {
    fill(5);
    the.tamper("UPDATE recordings SET size = size + 1 WHERE position = 1");
    const auto copy = lend();
    ASSERT_FALSE(copy);
    EXPECT_EQ(copy.error().kind, StoreTrouble::Kind::corrupt) << copy.error().what;
    for (const std::string& name : names_in(folder()))
        EXPECT_EQ(name.find("lent"), std::string::npos) << name;
}

TEST_F(TheArchive, KeepsTheNewestBackupsOfAFolderAndTouchesNothingElseInIt) {
    fill(2);
    const std::string where = folder() + "/backups";
    EXPECT_EQ(*ask<std::optional<Time>>([&](auto reply) {
        the.sqlite().newest_backup(where, now + std::chrono::hours{24 * 9}, reply);
    }),
              std::nullopt);
    for (int day = 0; day < 5; ++day) ASSERT_TRUE(back_up(where, 3, now + std::chrono::hours{24 * day}));
    std::ofstream(where + "/understudy-notes.db") << "mine";
    std::ofstream(where + "/understudy-20270101T000000Z.db.part") << "half";
    ASSERT_TRUE(back_up(where, 3, now + std::chrono::hours{24 * 5}));
    const std::vector<std::string> expected{
        backup_name(now + std::chrono::hours{24 * 3}), backup_name(now + std::chrono::hours{24 * 4}),
        backup_name(now + std::chrono::hours{24 * 5}), "understudy-notes.db"};
    EXPECT_EQ(names_in(where), expected);
    EXPECT_EQ(*ask<std::optional<Time>>([&](auto reply) {
        the.sqlite().newest_backup(where, now + std::chrono::hours{24 * 9}, reply);
    }),
              now + std::chrono::hours{24 * 5});
}

TEST_F(TheArchive, LeavesAloneWhatAWrongClockMadeAndNeverRemovesWhatItHasJustMade) {
    fill(1);
    const std::string where = folder() + "/backups", of_2099 = "understudy-20990101T000000Z.db";
    fs::create_directory(where);
    std::ofstream(where + "/" + of_2099) << "made while the clock was wrong";
    const auto first = back_up(where, 1, now), second = back_up(where, 1, now + seconds{60});
    ASSERT_TRUE(first && second);
    EXPECT_EQ(names_in(where), (std::vector{backup_name(now + seconds{60}), of_2099}));
    EXPECT_EQ(*ask<std::optional<Time>>(
                  [&](auto reply) { the.sqlite().newest_backup(where, now + seconds{90}, reply); }),
              now + seconds{60});
    const auto earlier = back_up(where, 1, now - std::chrono::hours{24 * 365});
    ASSERT_TRUE(earlier);
    EXPECT_TRUE(fs::exists(earlier->path)) << "the clock stepped back";
}

TEST_F(TheArchive, ClearsAwayWhatACrashLeftOfABackup) {
    fill(1);
    const std::string where = folder() + "/backups", half = where + "/understudy-20270101T000000Z.db.part";
    fs::create_directory(where);
    for (const char* suffix : {"", "-journal", "-wal", "-shm"}) std::ofstream(half + suffix) << "half";
    ASSERT_TRUE(back_up(where, 3, now));
    EXPECT_EQ(names_in(where), std::vector{backup_name(now)});
}

TEST_F(TheArchive, SaysTheSameWordsForTheSameTroubleEachTime) {
    const std::string nowhere = folder() + "/no/such";
    EXPECT_EQ(back_up(nowhere, 3, now).error().what, back_up(nowhere, 3, now + seconds{60}).error().what);
    fill(1);
    the.tamper("UPDATE recordings SET size = size + 1");
    const std::string where = folder() + "/backups";
    EXPECT_EQ(back_up(where, 3, now).error().what, back_up(where, 3, now + seconds{60}).error().what);
}

TEST_F(TheArchive, IsGivenUpInTheMiddleByAStop) {
    fill(200);
    std::optional<Result<BackupFile, StoreTrouble>> copy;
    the.sqlite().lend([&](auto given) { copy = std::move(given); });
    the.stop();
    for (const std::string& name : names_in(folder()))
        EXPECT_TRUE(name == "understudy.db" || name == "understudy.db.lock" ||
                    name.find(".lent-") != std::string::npos)
            << name;
    the.start();
    EXPECT_EQ(names_in(folder()).size(), 4u) << "database, its log and the log's index, the lock";
}

TEST_F(TheArchive, SaysWhyAFolderTakesNoBackup) {
    const auto refused = back_up(folder() + "/no/such", 3, now);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().what.find("/no/such"), std::string::npos) << refused.error().what;
}

TEST_F(TheArchive, NamesABackupByItsSecondAndReadsTheNameBack) {
    EXPECT_EQ(backup_name(now), "understudy-20270115T080000Z.db");
    EXPECT_EQ(made_at("understudy-20270115T080000Z.db"), now);
    for (const char* other :
         {"understudy.db", "understudy-20270115T080000Z.db.part", "understudy-20271315T080000Z.db",
          "understudy-2027115T080000Z.db", "x-understudy-20270115T080000Z.db"})
        EXPECT_EQ(made_at(other), std::nullopt) << other;
}

TEST_F(TheArchive, LetsGoOfTheSmallStepsOfJobsAtRestAndOfNothingElse) {
    Job resting = plain_job(1), working = plain_job(2);
    for (Job* job : {&resting, &working}) {
        if (job == &resting) job->state = Completed{"ft_1", {}};
        Commit commit = first_commit(*job);
        for (const char* type : {"measured", "uploaded", "cloud_status", "intent_confirmed", "state_changed"})
            commit.events.push_back(plain_event(job->id, type));
        for (HistoryEvent& event : commit.events) event.at = now;
        ASSERT_TRUE(the.commit(commit));
    }
    EXPECT_EQ(prune(now)->let_go, 0) << "not older than that";
    const auto done = prune(now + seconds{1});
    ASSERT_TRUE(done) << done.error().what;
    EXPECT_EQ(done->let_go, 3);
    EXPECT_FALSE(done->more);
    std::vector<std::string> left;
    const auto history = the.events({resting.id, 0, 100});
    for (const HistoryEvent& event : *history) left.push_back(event.type);
    EXPECT_EQ(left.size(), 3u);
    EXPECT_EQ(left.back(), "state_changed");
    EXPECT_EQ(the.events({working.id, 0, 100})->size(), 6u);
}

TEST_F(TheArchive, GoesThroughALongHistoryInRoundsAndGivesEmptyPagesBack) {
    Job resting = plain_job(1);
    resting.state = Completed{"ft_1", {}};
    Commit commit = first_commit(resting);
    for (int i = 0; i < 5'000; ++i) commit.events.push_back(plain_event(resting.id, "uploaded"));
    ASSERT_TRUE(the.commit(commit));
    Pruned done{.more = true};
    std::int64_t let_go = 0, rounds = 0;
    while (done.more) {
        done = *prune(now, done.looked_to);
        let_go += done.let_go;
        ++rounds;
    }
    EXPECT_EQ(let_go, 5'000);
    EXPECT_EQ(rounds, 3);
    for (std::int64_t before = done.free_pages + 1; done.free_pages < before;) {
        before = done.free_pages;
        done = *prune(now, done.looked_to);
    }
    EXPECT_EQ(done.free_pages, 0);
}

}  // namespace
}  // namespace understudy::testing
