// Preflight in the driver: what was heard once is not heard again, whoever asks; runs without a job;
// thresholds that change.
#include "world.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class Preflighting : public ::testing::Test {
  protected:
    Studio world;

    template <class T>
    Result<T, Problem> ask(const std::function<void(Answer<T>)>& question) {
        return world.ask<T>(question);
    }
    Result<PreflightReport, Problem> heard(const std::string& folder = "/srv/anna") {
        return ask<PreflightReport>(
            [&](auto answer) { world.driver->preflight({folder}, std::move(answer)); });
    }
    Result<PreflightRun, Problem> begun(const std::string& folder = "/srv/anna") {
        return ask<PreflightRun>(
            [&](auto answer) { world.driver->begin_preflight({folder}, std::move(answer)); });
    }
    Result<PreflightRun, Problem> look(const std::string& id) {
        return ask<PreflightRun>(
            [&](auto answer) { world.driver->preflight_run(id, true, std::move(answer)); });
    }
    std::string submitted(bool start = false) { return world.submit(start); }
    bool comes_to_a_judgement(const std::string& id) {
        return world.run_until([&] { return world.store.jobs.at(id).preflight.has_value(); }, hours{1});
    }
    int times_measured() const {
        int times = 0;
        for (const auto& [path, count] : world.recordings.measured) times += count;
        return times;
    }
};

TEST_F(Preflighting, FollowedByAJobReadsNothingTwiceAndAlsoNotAfterARestart) {
    ASSERT_TRUE(heard().ok());
    EXPECT_EQ(times_measured(), 4);
    ASSERT_TRUE(comes_to_a_judgement(submitted()));
    world.crash_and_boot();
    ASSERT_TRUE(heard().ok());
    EXPECT_EQ(times_measured(), 4);
}

TEST_F(Preflighting, OfTheSameFilesAtTheSameTimeHearsThemOnce) {
    const auto first = begun(), second = begun();
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_NE(first->id, second->id);
    world.run_for(seconds{10});
    EXPECT_TRUE(look(first->id)->report && look(second->id)->report);
    EXPECT_EQ(times_measured(), 4);
}

TEST_F(Preflighting, HearsAFileAnewThatWasWrittenTo) {
    ASSERT_TRUE(heard().ok());
    world.recordings.files["/srv/anna/2.wav"].writes += 1;
    ASSERT_TRUE(heard().ok());
    EXPECT_EQ(times_measured(), 5);
}

TEST_F(Preflighting, OfKnownRecordingsWaitsForNoOthers) {
    ASSERT_TRUE(heard().ok());
    for (int i = 100; i < 200; ++i) world.recordings.files["/srv/big/" + std::to_string(i) + ".wav"] = {};
    world.recordings.measuring_time = minutes{1};
    world.submit(false, "/srv/big");
    ASSERT_TRUE(world.run_until([&] { return times_measured() > 4; }, minutes{1}));
    ASSERT_TRUE(comes_to_a_judgement(submitted()));
    EXPECT_EQ(times_measured(), 4 + 2) << "it waited for recordings of another job";
}

TEST_F(Preflighting, OfADraftHoldsUpNoDeletion) {
    world.recordings.measuring_time = minutes{10};
    const std::string id = submitted();
    world.run_for(seconds{1});
    ASSERT_TRUE(ask<Nothing>([&](auto answer) { world.driver->remove(id, std::move(answer)); }).ok());
    world.run_for(hours{1});
    EXPECT_FALSE(world.store.jobs.contains(id));
    world.recordings.measuring_time = milliseconds{5};
    EXPECT_TRUE(comes_to_a_judgement(submitted()));
}

TEST_F(Preflighting, OfTwoJobsTakesTurns) {
    for (int i = 100; i < 200; ++i)
        for (const std::string folder : {"/srv/big/", "/srv/bert/"})
            world.recordings.files[folder + std::to_string(i) + ".wav"] = {};
    const auto measured_in = [&](const std::string& folder) {
        const auto& measured = world.recordings.measured;
        return std::count_if(measured.begin(), measured.end(),
                             [&](const auto& entry) { return entry.first.starts_with(folder); });
    };
    world.submit(false, "/srv/big");
    world.submit(false, "/srv/bert");
    ASSERT_TRUE(world.run_until([&] { return measured_in("/srv/bert") >= 50; }, minutes{5}));
    EXPECT_LE(measured_in("/srv/big"), 54);
}

TEST_F(Preflighting, ShowsAnEmptyFileWithTheOthersAndAJobIsRefusedForIt) {
    world.recordings.files["/srv/anna/2.wav"].size = 0;
    const auto report = heard();
    ASSERT_TRUE(report.ok());
    ASSERT_EQ(report->recordings.size(), 4u);
    EXPECT_EQ(report->recordings[2].file.path, "/srv/anna/2.wav");
    ASSERT_EQ(report->preflight.files[2].findings.size(), 1u);
    EXPECT_EQ(report->preflight.files[2].findings[0].detail, "2.wav is not audio but an empty file");
    EXPECT_EQ(report->preflight.verdict, FileVerdict::block);
    EXPECT_EQ(times_measured(), 3);
    EXPECT_EQ(world.try_to_submit().error().type, "recording-empty");
}

TEST_F(Preflighting, OfNothingButAnEmptyFileBlocks) {
    world.recordings.files = {{"/srv/anna/1.wav", {}}};
    world.recordings.files["/srv/anna/1.wav"].size = 0;
    const auto run = begun();
    ASSERT_TRUE(run.ok() && look(run->id)->report);
    EXPECT_EQ(look(run->id)->report->preflight.verdict, FileVerdict::block);
    EXPECT_EQ(look(run->id)->files_measured, 1u);
    EXPECT_EQ(heard()->preflight.verdict, FileVerdict::block);
}

TEST_F(Preflighting, WorksWhileTheStoreIsAway) {
    world.store.away = true;
    const auto report = heard();
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(Duration{report->preflight.duration_us}, minutes{40});
}

TEST_F(Preflighting, InTheBackgroundTellsHowFarItIsAndThenItsReportForAnHour) {
    const auto run = begun();
    ASSERT_TRUE(run.ok());
    EXPECT_TRUE(is_preflight_id(run->id)) << run->id;
    EXPECT_EQ(run->files_total, 4u);
    EXPECT_EQ(run->report, nullptr);
    world.run_for(seconds{10});
    const auto done = look(run->id);
    ASSERT_TRUE(done.ok() && done->report);
    EXPECT_EQ(done->files_measured, 4u);
    EXPECT_EQ(done->report->preflight.verdict, FileVerdict::warn);
    world.run_for(minutes{59});
    EXPECT_TRUE(look(run->id).ok());
    world.run_for(minutes{2});
    EXPECT_EQ(look(run->id).error().status, 404);
}

TEST_F(Preflighting, ThatIsDroppedIsGoneAndMeasuresNothingMore) {
    for (int i = 10; i < 60; ++i) world.recordings.files["/srv/anna/" + std::to_string(i) + ".wav"] = {};
    const auto run = begun();
    ASSERT_TRUE(run.ok());
    EXPECT_TRUE(
        ask<Nothing>([&](auto answer) { world.driver->drop_preflight(run->id, std::move(answer)); }).ok());
    world.run_for(minutes{1});
    EXPECT_LE(times_measured(), 4);
    EXPECT_EQ(look(run->id).error().type, "preflight-not-found");
}

TEST_F(Preflighting, IsRefusedWhileTooManyAreUnderWay) {
    for (int folder = 0; folder < 9; ++folder)
        for (int i = 0; i < 200; ++i)
            world.recordings.files["/srv/f" + std::to_string(folder) + "/" + std::to_string(i) + ".wav"] = {};
    for (int folder = 0; folder < 8; ++folder) ASSERT_TRUE(begun("/srv/f" + std::to_string(folder)).ok());
    EXPECT_EQ(begun("/srv/f8").error().type, "too-many-preflights");
    world.run_for(minutes{1});
    EXPECT_TRUE(begun("/srv/f8").ok());
}

TEST_F(Preflighting, OfAJobIsKeptInShortWithItAndShownWithItsFiles) {
    world.recordings.files["/srv/anna/1.wav"].content = Content::not_audio;
    const std::string id = submitted();
    ASSERT_TRUE(comes_to_a_judgement(id));
    const auto view = ask<JobView>([&](auto answer) { world.driver->get(id, std::move(answer)); });
    ASSERT_TRUE(view.ok() && view->job.preflight && view->files);
    EXPECT_EQ(view->job.preflight->verdict, FileVerdict::block);
    EXPECT_EQ(view->job.preflight->reasons.at(0).reason, "not_audio");
    EXPECT_EQ(view->files->size(), 4u);
    EXPECT_EQ(view->files->at(1).reasons, std::vector<std::string>{"not_audio"});
    const auto list =
        ask<std::vector<JobView>>([&](auto answer) { world.driver->list({}, std::move(answer)); });
    EXPECT_EQ(list->at(0).files, nullptr);
}

TEST_F(Preflighting, IsJudgedAnewUnderOtherThresholdsWithoutBeingMeasuredAgain) {
    world.policy.thresholds.min_duration = hours{1};
    world.crash_and_boot();
    const std::string id = submitted(true);
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::preflight));
    world.policy.thresholds.min_duration = minutes{20};
    world.driver->reconfigure(world.policy);
    EXPECT_TRUE(world.comes_to(id, "uploading", minutes{10})) << world.story(id);
    EXPECT_EQ(times_measured(), 4);
}

TEST_F(Preflighting, IsJudgedAnewAfterARestartWithOtherThresholds) {
    const std::string id = submitted();
    ASSERT_TRUE(comes_to_a_judgement(id));
    EXPECT_EQ(world.store.jobs.at(id).preflight->verdict, FileVerdict::warn);
    world.policy.thresholds.min_duration = hours{1};
    world.crash_and_boot();
    EXPECT_TRUE(world.comes_to_hold(id, HoldReason::preflight, minutes{10}));
    EXPECT_EQ(world.store.jobs.at(id).preflight->verdict, FileVerdict::block);
    EXPECT_EQ(times_measured(), 4);
}

TEST_F(Preflighting, ThatBlocksIsOverruledWithAReasonAndANameInTheHistory) {
    world.recordings.files["/srv/anna/1.wav"].content = Content::not_audio;
    const std::string id = submitted(true);
    ASSERT_TRUE(world.comes_to_hold(id, HoldReason::preflight));
    const auto started = ask<JobView>([&](auto answer) {
        world.driver->command(id, StartCommand{"it is a test tone", "user 1000 on this machine"},
                              std::move(answer));
    });
    ASSERT_TRUE(started.ok());
    EXPECT_TRUE(world.comes_to(id, "uploading", minutes{10})) << world.story(id);
    const auto& history = world.store.history;
    const auto event = std::find_if(history.begin(), history.end(),
                                    [](const HistoryEvent& e) { return e.type == "preflight_overruled"; });
    ASSERT_NE(event, history.end());
    EXPECT_EQ(event->cause, "user 1000 on this machine overrules preflight: it is a test tone");
    using Data = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(event->data, (Data{{"reason", "it is a test tone"}, {"by", "user 1000 on this machine"}}));
}

}  // namespace
}  // namespace understudy::simulated
