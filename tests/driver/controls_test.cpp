// What is switched for all jobs at once: spending, uploading, bandwidth.
#include "world.hpp"

namespace understudy::simulated {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Result<ControlsView, Problem> change(Studio& world, ControlsChange what) {
    return world.ask<ControlsView>(
        [&](Answer<ControlsView> answer) { world.driver->change_controls(what, std::move(answer)); });
}
Result<ControlsView, Problem> pause_spending(Studio& world) {
    return change(world, {.spending_paused = true, .reason = "the budget is spent", .by = "user 7"});
}
ControlsView controls(Studio& world) {
    auto view = world.ask<ControlsView>(
        [&](Answer<ControlsView> answer) { world.driver->controls(std::move(answer)); });
    EXPECT_TRUE(view.ok());
    return view.ok() ? view.value() : ControlsView{};
}

TEST(PausedSpending, BuysNothingUntilSomebodyLetsItGoOn) {
    Studio world;
    ASSERT_TRUE(pause_spending(world).ok());
    const std::string id = world.submit();
    world.run_for(hours{24});
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 0);
    EXPECT_EQ(world.state(id), "training") << "it is uploaded, and waits before money";
    const Explanation words = world.explained(id);
    EXPECT_EQ(words.waits_for, WaitsFor::spending_paused);
    EXPECT_NE(words.why.find("All spending is paused since"), std::string::npos) << words.why;
    EXPECT_NE(words.why.find("by user 7: the budget is spent"), std::string::npos) << words.why;
    ASSERT_TRUE(change(world, {.spending_paused = false}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.cloud.bought(), 1);
}

TEST(PausedSpending, CountsFromTheMomentItIsAskedFor) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.state(id) == "training"; }));
    bool answered = false;
    world.driver->change_controls({.spending_paused = true}, [&](const auto&) { answered = true; });
    world.store.group_time = [] { return minutes{5}; };  // the disk is slow
    world.run_for(hours{1});
    EXPECT_TRUE(answered);
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 0);
}

TEST(PausedSpending, IsKeptOverACrash) {
    Studio world;
    ASSERT_TRUE(pause_spending(world).ok());
    const std::string id = world.submit();
    world.crash_and_boot();
    world.run_for(hours{24});
    EXPECT_EQ(world.cloud.bought(), 0);
    const Controls kept = controls(world).controls;
    ASSERT_TRUE(kept.spending);
    EXPECT_EQ(kept.spending->reason, "the budget is spent");
    EXPECT_TRUE(world.driver->status().paused.spending);
}

TEST(PausedSpending, IsNotWhatAPurchaseUnderWayWaitsFor) {
    Studio world;
    world.cloud.hanging = {"create_fine_tune"};
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["create_fine_tune"] == 1; }));
    const auto view = pause_spending(world);
    ASSERT_TRUE(view.ok());
    EXPECT_EQ(view->purchases_under_way, 1u);
    EXPECT_EQ(world.explained(id).waits_for, WaitsFor::work);
}

TEST(PausedSpending, FollowsWhatWasBoughtBefore) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.bought() == 1; }));
    ASSERT_TRUE(pause_spending(world).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(PausedSpending, CountsAlsoWhereTheDiskDoesNotKeepIt) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.state(id) == "training"; }));
    world.store.full = true;
    const auto refused = pause_spending(world);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().status, 503);
    EXPECT_NE(refused.error().detail.find("it is paused now"), std::string::npos) << refused.error().detail;
    world.store.full = false;
    world.run_for(hours{1});
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 0);
    EXPECT_TRUE(world.store.controls.spending) << "it was written when the disk was back";
    ASSERT_TRUE(change(world, {.spending_paused = false}).ok());
    EXPECT_TRUE(world.comes_to(id, "completed")) << world.story(id);
}

TEST(PausedSpending, CountsAlsoWhereTheDiskWasAwayBeforeItWasAskedFor) {
    Studio world;
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.state(id) == "training"; }));
    world.store.full = true;
    ASSERT_FALSE(change(world, {.bandwidth_limit = std::optional<std::uint64_t>{2'000}}).ok());
    ASSERT_TRUE(world.driver->status().store_outage);
    ASSERT_FALSE(pause_spending(world).ok());
    world.store.full = false;
    world.run_for(hours{1});
    EXPECT_EQ(world.cloud.calls["create_fine_tune"], 0);
    EXPECT_TRUE(world.store.controls.spending) << "it was written when the disk was back";
}

TEST(PausedSpending, StaysWhereTheDiskDoesNotKeepItsEnd) {
    Studio world;
    ASSERT_TRUE(pause_spending(world).ok());
    const std::string id = world.submit();
    world.store.weather = [](int) { return StoreFault::failed_written; };
    ASSERT_FALSE(change(world, {.spending_paused = false}).ok());
    world.store.weather = {};
    ASSERT_TRUE(world.run_until([&] { return world.store.controls.spending.has_value(); }, minutes{5}))
        << "what counts is what stands on the disk again";
    world.crash_and_boot();
    world.run_for(hours{24});
    EXPECT_EQ(world.cloud.bought(), 0) << world.story(id);
}

TEST(PausedUploading, CutsOffWhatIsOnItsWayAndSendsTheRestLater) {
    Studio world;
    world.policy.parallel_files = 1;
    world.driver->reconfigure(world.policy);
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.calls["upload_file"] > 0; }));
    ASSERT_TRUE(change(world, {.uploading_paused = true}).ok());
    const int begun = world.cloud.calls["upload_file"];
    world.run_for(hours{24});
    EXPECT_EQ(world.cloud.calls["upload_file"], begun);
    EXPECT_EQ(world.state(id), "uploading");
    EXPECT_EQ(world.explained(id).waits_for, WaitsFor::uploading_paused);
    ASSERT_TRUE(change(world, {.uploading_paused = false}).ok());
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(world.files().size(), 4u);
}

TEST(PausedUploading, MakesNoDataset) {
    Studio world;
    ASSERT_TRUE(change(world, {.uploading_paused = true}).ok());
    const std::string id = world.submit();
    world.run_for(hours{1});
    EXPECT_EQ(world.cloud.calls["create_dataset"], 0);
    EXPECT_EQ(world.explained(id).waits_for, WaitsFor::uploading_paused);
}

TEST(Bandwidth, IsAsAPersonSwitchedItAndElseAsConfigured) {
    Studio world;
    world.policy.bandwidth_limit = 1'000'000;
    world.driver->reconfigure(world.policy);
    EXPECT_EQ(world.cloud.upload_limit, 1'000'000u);
    ASSERT_TRUE(change(world, {.bandwidth_limit = std::optional<std::uint64_t>{2'000}}).ok());
    EXPECT_EQ(world.cloud.upload_limit, 2'000u);
    EXPECT_EQ(controls(world).bandwidth.source, BandwidthView::Source::control);
    world.crash_and_boot();
    EXPECT_EQ(world.cloud.upload_limit, 2'000u) << "it is kept";
    ASSERT_TRUE(change(world, {.bandwidth_limit = std::optional<std::uint64_t>{}}).ok());
    EXPECT_EQ(world.cloud.upload_limit, 1'000'000u);
    EXPECT_EQ(controls(world).bandwidth.source, BandwidthView::Source::config);
}

TEST(Bandwidth, FollowsTheTimetableWhileAnUploadIsUnderWay) {
    Studio world;  // whose clock begins at midnight
    world.policy.bandwidth_timetable = {{{true, true, true, true, true, true, true}, 60, 120, 5'000}};
    world.driver->reconfigure(world.policy);
    EXPECT_EQ(world.cloud.upload_limit, 0u);
    world.cloud.hanging = {"upload_file"};
    world.cloud.answer_timeout = hours{5};
    (void)world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.cloud.upload_limit == 5'000; }, hours{3}));
    EXPECT_EQ(world.clock.local(world.clock.wall()).minute, 60);
    ASSERT_TRUE(world.run_until([&] { return world.cloud.upload_limit == 0; }, hours{3}));
    EXPECT_EQ(world.clock.local(world.clock.wall()).minute, 120);
}

TEST(Bandwidth, WakesNobodyWhileNothingIsUploaded) {
    Studio world;
    world.policy.bandwidth_timetable = {{{true, true, true, true, true, true, true}, 60, 120, 5'000}};
    world.driver->reconfigure(world.policy);
    world.run_for(seconds{10});
    const int before = world.clock.wakes_asked;
    world.run_for(hours{24});
    EXPECT_EQ(world.clock.wakes_asked, before);
}

}  // namespace
}  // namespace understudy::simulated
