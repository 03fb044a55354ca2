#include "cli/progress.hpp"

#include <gtest/gtest.h>

#include "cli/changes.hpp"
#include "cli/documents.hpp"
#include "cli/live_region.hpp"
#include "cli/text.hpp"
#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

Job uploading(std::uint64_t sent, std::uint64_t total = 100 << 20) {
    return *read_job(job_json("uploading", R"(,"progress":{"files_total":10,"files_done":3,"bytes_total":)" +
                                               std::to_string(total) + R"(,"bytes_sent":)" +
                                               std::to_string(sent) + "}"));
}

Now at(int seconds_in) { return {Time(seconds(1'795'000'000 + seconds_in)), seconds(seconds_in), 0.5}; }

std::vector<Snapshot> seen(const std::vector<std::pair<int, Job>>& jobs) {
    std::vector<Snapshot> snapshots;
    for (const auto& [second, job] : jobs) snapshots.push_back(snapshot_after(snapshots, job, at(second)));
    return snapshots;
}

std::string live(const std::vector<Snapshot>& snapshots, Now now, std::size_t width = 80) {
    std::string text;
    for (const std::string& line : live_lines(snapshots, now, width, false)) text += line + "\n";
    return text;
}

TEST(UploadRates, AreReckonedOverTheWindow) {
    const auto snapshots = seen({{0, uploading(0)}, {5, uploading(10 << 20)}, {10, uploading(20 << 20)}});
    EXPECT_DOUBLE_EQ(*upload_rate(snapshots), (20 << 20) / 10.0);
}

TEST(UploadRates, AreNotGuessedFromLessThanASecond) {
    EXPECT_FALSE(upload_rate(seen({{0, uploading(0)}})));
    EXPECT_FALSE(upload_rate(seen({{3, uploading(0)}, {3, uploading(9'000)}})));
    EXPECT_FALSE(upload_rate({}));
}

TEST(UploadRates, BeginAnewWhenBytesStepBackOrThePhaseChanges) {
    const auto resent = seen({{0, uploading(50 << 20)}, {2, uploading(10 << 20)}, {4, uploading(12 << 20)}});
    EXPECT_DOUBLE_EQ(*upload_rate(resent), (2 << 20) / 2.0);
    EXPECT_FALSE(upload_rate(seen({{0, uploading(9)}, {5, *read_job(job_json("training"))}})));
}

TEST(UploadRates, ForgetWhatIsOlderThanTheWindow) {
    auto snapshots = seen(
        {{0, uploading(0)}, {1, uploading(90 << 20)}, {20, uploading(91 << 20)}, {30, uploading(92 << 20)}});
    EXPECT_DOUBLE_EQ(*upload_rate(snapshots), (1 << 20) / 10.0);
    keep_window(snapshots);
    EXPECT_EQ(snapshots.size(), 2u);
}

TEST(LiveLines, UploadingShowsFilesBytesRateAndTheEnd) {
    const std::string text = live(seen({{0, uploading(10 << 20)}, {10, uploading(60 << 20)}}), at(10));
    for (const char* part :
         {"Anna", anna, "[######", " 60 %", "3 of 10 files", "60.0 MiB of 100 MiB", "5.00 MiB/s", "ETA 8 s"})
        EXPECT_TRUE(contains(text, part)) << part << "\n" << text;
}

TEST(LiveLines, AnUploadThatStandsStillHasNoEnd) {
    const std::string text = live(seen({{0, uploading(7)}, {9, uploading(7)}}), at(9));
    EXPECT_TRUE(contains(text, "nothing moves"));
    EXPECT_FALSE(contains(text, "ETA"));
}

TEST(LiveLines, TrainingShowsTheAttemptAndHowLongItHasTaken) {
    const Job training = *read_job(job_json("training", R"(,"updated_at":"2026-11-18T10:26:40Z")"));
    auto snapshots = seen({{0, training}, {120, training}});
    snapshots.back().job.attempt = snapshots.front().job.attempt = 2;
    snapshots.back().since = at(0).wall;
    EXPECT_TRUE(contains(live(snapshots, at(125)), "training, attempt 2 of 3 · for 2 min 5 s"))
        << live(snapshots, at(125));
}

TEST(LiveLines, TimeInAStateIsKeptWhileTheStateIs) {
    const auto snapshots = seen({{0, *read_job(job_json("draft"))}, {5, uploading(1)}, {9, uploading(2)}});
    EXPECT_EQ(snapshots[1].since, at(5).wall);
    EXPECT_EQ(snapshots[2].since, at(5).wall);
}

TEST(LiveLines, AStateCannotHaveBegunBeforeAnotherWasLastSeen) {
    const std::string long_ago = R"(,"updated_at":"2020-01-01T00:00:00Z")";
    const auto snapshots =
        seen({{0, *read_job(job_json("draft", long_ago))}, {5, *read_job(job_json("training", long_ago))}});
    EXPECT_EQ(to_rfc3339(snapshots[0].since), "2020-01-01T00:00:00.000000Z");
    EXPECT_EQ(snapshots[1].since, at(0).wall);
}

TEST(LiveLines, AHoldSaysItsReasonAndItsCure) {
    const Job held = *read_job(
        job_json("training", R"(,"hold":{"reason":"funds","needs":"buy credits in the playground"})"));
    const std::string text = live(seen({{0, held}}), at(0));
    EXPECT_TRUE(contains(text, "held (funds)"));
    EXPECT_TRUE(contains(text, "Needs: buy credits in the playground"));
}

TEST(LiveLines, AFailureCountsDownToItsNextAttempt) {
    const Job failed = *read_job(
        job_json("failed", R"(,"retry_at":")" + to_rfc3339(at(300).wall) +
                               R"(","error":{"title":"The training failed","detail":"too noisy"})"));
    EXPECT_TRUE(contains(live(seen({{0, failed}}), at(48)), "next attempt in 4 min 12 s"));
    EXPECT_TRUE(
        contains(live(seen({{0, failed}}), {at(300).wall - milliseconds(3), {}, 0}), "next attempt in 0 s"));
    EXPECT_TRUE(contains(live(seen({{0, failed}}), at(400)), "the next attempt is due"));
    EXPECT_TRUE(contains(live(seen({{0, failed}}), at(48)), "The training failed: too noisy"));
}

TEST(LiveLines, NoLineIsWiderThanTheTerminalHoweverNarrow) {
    Job held = uploading(60 << 20);
    held.name = "花子花子花子花子 \x1b[2J";
    held.hold = Hold{"funds", "credits, and quite a long explanation of where to get them", {}};
    held.error =
        JobError{"t", "Something went wrong", "averyveryveryverylongwordwithoutanyspaceinit", "", 402};
    for (std::size_t width = 2; width < 120; ++width)
        for (const std::string& line : live_lines(seen({{0, held}}), at(0), width, false)) {
            ASSERT_LE(display_width(line), width) << line;
            ASSERT_EQ(line.find('\x1b'), std::string::npos);
        }
}

TEST(Bars, AreFullOnlyWhenAllIsDone) {
    EXPECT_EQ(bar(0, 12), "[..........]");
    EXPECT_EQ(bar(0.999, 12), "[#########.]");
    EXPECT_EQ(bar(1, 12), "[##########]");
    EXPECT_EQ(bar(7, 4), "[##]");
}

TEST(ChangeLines, ThereIsOneForEachChangeAndNoneWithout) {
    const Job draft = *read_job(job_json("draft"));
    EXPECT_EQ(change_lines(nullptr, draft, at(0).wall).size(), 1u);
    EXPECT_TRUE(change_lines(&draft, draft, at(1).wall).empty());
    const Job begun = uploading(0);
    EXPECT_EQ(change_lines(&draft, begun, at(1).wall).size(), 1u);
}

TEST(ChangeLines, UploadsAreToldByTenths) {
    const Job nine = uploading(9 << 20), ten = uploading(10 << 20), nineteen = uploading(19 << 20);
    EXPECT_TRUE(change_lines(&nine, uploading((9 << 20) + 1), at(0).wall).empty());
    const auto lines = change_lines(&nine, ten, at(0).wall);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_TRUE(contains(lines[0], "10 %: 3 of 10 files, 10.0 MiB of 100 MiB"));
    EXPECT_TRUE(change_lines(&ten, nineteen, at(0).wall).empty());
    EXPECT_TRUE(change_lines(&nineteen, nine, at(0).wall).empty());
}

TEST(ChangeLines, HoldsComeAndGo) {
    const Job free = *read_job(job_json("training"));
    const Job held = *read_job(job_json("training", R"(,"hold":{"reason":"funds","needs":"credits"})"));
    const auto came = change_lines(&free, held, at(0).wall);
    ASSERT_EQ(came.size(), 1u);
    EXPECT_TRUE(contains(came[0], "Held: funds. Needs: credits"));
    const auto went = change_lines(&held, free, at(0).wall);
    ASSERT_EQ(went.size(), 1u);
    EXPECT_TRUE(contains(went[0], "no longer held"));
}

TEST(LiveRegions, AreDrawnOverThemselvesAndLeaveTheCursorVisible) {
    FakeWorld world;
    LiveRegion region(world, Stream::out);
    region.draw({"one", "two"});
    EXPECT_EQ(world.output, "\x1b[?25l\r\x1b[Jone\ntwo\n\x1b[?25h");
    world.output.clear();
    region.draw({"three"});
    EXPECT_EQ(world.output, "\x1b[?25l\x1b[2A\r\x1b[Jthree\n\x1b[?25h");
    world.output.clear();
    region.leave();
    region.draw({"four"});
    EXPECT_EQ(world.output, "\x1b[?25l\r\x1b[Jfour\n\x1b[?25h");
}

TEST(LiveRegions, CountTheRowsThatOldLinesTakeAfterAResize) {
    EXPECT_EQ(rows_taken({"0123456789", "", "\x1b[1mabc\x1b[0m"}, 80), 3u);
    EXPECT_EQ(rows_taken({"0123456789", "", "\x1b[1mabc\x1b[0m"}, 4), 5u);
    EXPECT_EQ(rows_taken({}, 80), 0u);
}

}  // namespace
}  // namespace understudy::cli
