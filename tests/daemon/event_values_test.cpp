// The values that streams of events are made of.
#include <gtest/gtest.h>

#include "daemon/api/event_frames.hpp"
#include "daemon/api/history_tail.hpp"
#include "daemon/api/progress_board.hpp"

namespace understudy::test {
namespace {

using api::HistoryTail;
using api::ProgressBoard;

HistoryEvent event(std::int64_t id, const std::string& job_id, const std::string& cause = "because") {
    return {id, job_id, Time{}, "held", "training", 1, cause, {}};
}

TEST(EventFrames, AnEventIsOneLineOfDataWithItsIdAndType) {
    EXPECT_EQ(api::history_frame(event(7, "job_a", "two\nlines")),
              "id: 7\nevent: held\ndata: {\"id\":7,\"at\":\"1970-01-01T00:00:00.000000Z\",\"type\":\"held\","
              "\"job_id\":\"job_a\",\"state\":\"training\",\"attempt\":1,\"cause\":\"two\\nlines\","
              "\"data\":{}}\n\n");
}

TEST(EventFrames, AProgressHasNoId) {
    EXPECT_EQ(api::progress_frame({"job_a", "uploading", {4, 4, 1, 400, 100, 0}, 50}),
              "event: progress\ndata: {\"job_id\":\"job_a\",\"state\":\"uploading\",\"progress\":{"
              "\"files_total\":4,\"files_measured\":4,\"files_done\":1,\"bytes_total\":400,"
              "\"bytes_sent\":150}}\n\n");
}

TEST(TheTail, GivesEachEventOnceAndOnlyTheJobsOwn) {
    HistoryTail tail(10);
    for (std::int64_t id = 11; id <= 16; ++id) tail.add(event(id, id % 2 == 0 ? "job_a" : "job_b"));
    std::int64_t position = 10;
    EXPECT_EQ(tail.take(position, "job_a", 1), api::history_frame(event(12, "job_a")));
    EXPECT_EQ(position, 12);
    EXPECT_EQ(tail.take(position, "job_a", 10'000),
              api::history_frame(event(14, "job_a")) + api::history_frame(event(16, "job_a")));
    EXPECT_EQ(tail.take(position, "job_a", 10'000), "");
    position = 20;  // a position that the history has yet to come to
    EXPECT_EQ(tail.take(position, "", 10'000), "");
    EXPECT_EQ(position, 20);
}

TEST(TheTail, DropsTheOldestAndSaysSo) {
    HistoryTail tail(0);
    const std::string long_cause(HistoryTail::most_bytes / 4, 'x');
    for (std::int64_t id = 1; id <= 6; ++id) tail.add(event(id, "job_a", long_cause));
    EXPECT_FALSE(tail.reaches(0));
    EXPECT_FALSE(tail.reaches(2));
    EXPECT_TRUE(tail.reaches(3));
    std::int64_t position = 3;
    EXPECT_EQ(tail.take(position, "", 1), api::history_frame(event(4, "job_a", long_cause)));
}

/// A job whose sent bytes rise with every look.
struct Rising {
    std::uint64_t sent = 0;
    int looks = 0;
    std::optional<JobProgress> operator()(std::string_view id) {
        ++looks;
        return JobProgress{std::string(id), "uploading", {}, sent};
    }
};

TEST(TheBoard, LooksAtAJobThreeTimesASecondHoweverOftenItIsTouched) {
    ProgressBoard board;
    Rising job;
    const ProgressBoard::Look look = std::ref(job);
    int shown = 0;
    for (Duration now{0}; now < seconds{10}; now += milliseconds{1}) {
        ++job.sent;
        board.touch("job_a", now);
        if (board.next_due() && *board.next_due() <= now) shown += board.settle(now, look) ? 1 : 0;
    }
    EXPECT_EQ(job.looks, 30);
    EXPECT_EQ(shown, 30);
}

TEST(TheBoard, ShowsTheFirstChangeAtOnceTheLastOneInAWhileAndNothingTwice) {
    ProgressBoard board;
    Rising job{100};
    const ProgressBoard::Look look = std::ref(job);
    std::uint64_t version = 0;
    board.touch("job_a", seconds{5});
    EXPECT_TRUE(board.settle(seconds{5}, look));
    EXPECT_EQ(board.take(version, "", 1'000), api::progress_frame(*job("job_a")));
    EXPECT_EQ(board.take(version, "", 1'000), "");
    job.sent = 200;
    board.touch("job_a", seconds{5});
    EXPECT_FALSE(board.settle(seconds{5}, look)) << "it waits";
    EXPECT_EQ(board.next_due(), seconds{5} + ProgressBoard::pause);
    EXPECT_TRUE(board.settle(seconds{6}, look));
    EXPECT_EQ(board.next_due(), std::nullopt) << "without a change nothing is due";
    board.touch("job_a", seconds{7});
    EXPECT_FALSE(board.settle(seconds{7}, look)) << "the same as before";
    EXPECT_EQ(board.take(version, "job_b", 1'000), "");
}

TEST(TheBoard, ShowsAllToWhoComesLaterAndForgetsWhoIsNotAtWorkAnyMore) {
    ProgressBoard board;
    Rising job{1};
    const ProgressBoard::Look look = std::ref(job);
    for (const char* id : {"job_a", "job_b", "job_c"}) board.touch(id, seconds{1});
    board.settle(seconds{1}, look);
    board.touch("job_b", seconds{2});
    board.settle(seconds{2}, [](std::string_view) { return std::nullopt; });
    std::uint64_t version = 0;
    EXPECT_EQ(board.take(version, "", 10'000),
              api::progress_frame(*job("job_a")) + api::progress_frame(*job("job_c")));
    version = 0;
    EXPECT_EQ(board.take(version, "", 1), api::progress_frame(*job("job_a"))) << "a little at a time";
    EXPECT_EQ(board.take(version, "", 1), api::progress_frame(*job("job_c")));
}

}  // namespace
}  // namespace understudy::test
