// The real thing: processes that are killed, disks that are full. Each child is a process of its own, so that
// what it does to itself (SIGKILL, a limit on the size of files) stays there.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "tests/storage/support/inbox.hpp"
#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

// "Job `number` is answered at revision `revision`."
struct Answered {
    int number;
    int revision;
};

// Drives eight jobs through revision after revision and tells the parent of each answer. Never returns.
[[noreturn]] void write_until_killed(const std::string& path, int pipe) {
    Inbox inbox;
    auto opened = SqliteStore::open(path, [&](auto task) { inbox.post(std::move(task)); });
    if (!opened) ::_exit(1);
    std::function<void(Commit, int)> drive = [&](Commit commit, int number) {
        Commit next = next_commit(commit.job);
        next.recordings = {{0, Recording{}}};
        const int revision = static_cast<int>(commit.job.revision);
        (*opened)->commit(std::move(commit), [&, next, number, revision](auto answer) {
            const Answered told{number, revision};
            if (!answer || ::write(pipe, &told, sizeof told) != sizeof told) ::_exit(1);
            drive(next, number);
        });
    };
    for (int number = 0; number < 8; ++number) drive(first_commit(plain_job(number)), number);
    inbox.run_until([] { return false; });
    ::_exit(1);
}

// Starts the writer, kills it after so many answers, and says what had been answered for each job.
std::map<int, int> killed_after(const std::string& path, int answers) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    const pid_t child = ::fork();
    if (child == 0) write_until_killed(path, ends[1]);
    ::close(ends[1]);
    std::map<int, int> last;
    Answered told{};
    while (::read(ends[0], &told, sizeof told) == sizeof told) {
        last[told.number] = told.revision;
        if (--answers == 0) ::kill(child, SIGKILL);
    }
    ::close(ends[0]);
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself";
    return last;
}

TEST(Crash, AKillInMidWriteLosesNothingThatWasAnswered) {
    for (const int answers : {1, 7, 8, 20, 50, 111, 300, 700}) {
        SqliteUnderTest the;
        the.stop();
        std::filesystem::remove(the.path());
        const std::map<int, int> answered = killed_after(the.path(), answers);
        the.start();
        for (const auto& [number, revision] : answered) {
            const auto job = the.load(job_id(number));
            ASSERT_TRUE(job) << job.error().what;
            EXPECT_GE(job->revision, revision);
            EXPECT_LE(job->revision, revision + 1) << "one commit of a job was under way at most";
            // All of a commit or nothing of it: an event for each revision, and the recording from the second
            // on.
            EXPECT_EQ(the.events({job->id, 0, 10'000})->size(), static_cast<std::size_t>(job->revision));
            EXPECT_EQ(the.recordings(job->id)->size(), job->revision > 1 ? 1U : 0U);
        }
    }
}

// In a child: fills the disk, then makes room. 0 when all went as it should.
int live_through_a_full_disk(const std::string& path) {
    Inbox inbox;
    SqliteOptions options;
    options.reopen_interval = std::chrono::milliseconds(0);
    auto store = SqliteStore::open(
        path, [&](auto task) { inbox.post(std::move(task)); }, options);
    if (!store) return 1;
    const auto commit = [&](int number) {
        std::optional<Result<std::vector<std::int64_t>, StoreTrouble>> answer;
        (*store)->commit(first_commit(plain_job(number)), [&](auto given) { answer = given; });
        inbox.run_until([&] { return answer.has_value(); });
        return *answer;
    };
    if (!commit(0)) return 2;
    (void)::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{400'000, RLIM_INFINITY};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 3;
    int number = 1;
    while (number < 2'000 && commit(number)) ++number;
    if (number == 2'000) return 4;
    if (commit(number).error().kind != StoreTrouble::Kind::unavailable) return 5;
    limit.rlim_cur = RLIM_INFINITY;
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 6;
    for (int i = 0; i <= 50; ++i)
        if (!commit(number + i)) return 7;
    (*store)->stop();
    return number + 51;
}

TEST(Crash, AFullDiskIsAnsweredUnavailableAndItGoesOnWhenThereIsRoom) {
    SqliteUnderTest the;
    the.stop();
    std::filesystem::remove(the.path());
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const int jobs = live_through_a_full_disk(the.path());
        ::_exit(::write(ends[1], &jobs, sizeof jobs) == sizeof jobs ? 0 : 1);
    }
    ::close(ends[1]);
    int jobs = 0, status = 0;
    EXPECT_EQ(::read(ends[0], &jobs, sizeof jobs), static_cast<ssize_t>(sizeof jobs));
    ::close(ends[0]);
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_GT(jobs, 50) << "step " << jobs << " of the child failed";
    the.start();
    EXPECT_EQ(the.active()->jobs.size(), static_cast<std::size_t>(jobs));
}

}  // namespace
}  // namespace understudy::testing
