// Who is told of changes, and what they find then.
#include <cmath>

#include "daemon/driver/end_search.hpp"
#include "world.hpp"

namespace understudy::simulated {
namespace {

std::int64_t newest_asked(Studio& world) {
    auto newest = world.ask<std::int64_t>(
        [&](Answer<std::int64_t> answer) { world.driver->newest_event(std::move(answer)); });
    return newest.ok() ? newest.value() : -1;
}

TEST(Lookouts, HistoryIsToldOnceItIsDurableAndNoneOfItIsLeftOut) {
    Studio world;
    std::size_t seen = 0;
    int too_early = 0;
    const Lookout lookout = world.driver->watch_changes([&](const Change& change) {
        if (change.what != Change::What::history) return;
        too_early += world.store.history.size() > seen ? 0 : 1;
        seen = world.store.history.size();
    });
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    world.run_for(std::chrono::minutes{1});
    EXPECT_EQ(seen, world.store.history.size()) << "some of it was not told";
    EXPECT_GT(seen, 5u);
    EXPECT_EQ(too_early, 0);
}

TEST(Lookouts, ProgressIsToldWhileAJobIsAtWorkAndNotOfOneAtRest) {
    Studio world;
    std::set<std::string> states;
    std::uint64_t most_sent = 0;
    const Lookout lookout = world.driver->watch_changes([&](const Change& change) {
        const auto progress = world.driver->progress_of(change.job_id);
        if (!progress) return;
        states.insert(progress->state);
        most_sent = std::max(most_sent, progress->tally.bytes_done + progress->bytes_in_flight);
    });
    const std::string id = world.submit();
    ASSERT_TRUE(world.run_until([&] { return world.state(id) == "uploading"; }));
    ASSERT_EQ(world.driver->progress().size(), 1u);
    EXPECT_EQ(world.driver->progress().front(), *world.driver->progress_of(id));
    ASSERT_TRUE(world.comes_to(id, "completed")) << world.story(id);
    EXPECT_EQ(states, (std::set<std::string>{"draft", "uploading", "training"}));
    EXPECT_EQ(most_sent, world.store.jobs.at(id).tally.bytes_total);
    EXPECT_EQ(world.driver->progress_of(id), std::nullopt);
    EXPECT_TRUE(world.driver->progress().empty());
}

TEST(AnEdition, StandsForWhatIsStoredAndForNothingElse) {
    Studio world;
    const std::string id = world.submit();
    int looks = 0, unsettled = 0;
    std::set<std::int64_t> revisions;
    while (world.state(id) != "completed") {
        ASSERT_TRUE(world.loop.step(Duration::max()));
        const auto edition = world.driver->edition(id);
        const auto progress = world.driver->progress_of(id);
        unsettled += edition ? 0 : 1;
        if (!edition || !progress) continue;
        const Job& stored = world.store.jobs.at(id);
        ASSERT_EQ(edition->revision, stored.revision);
        ASSERT_EQ(edition->updated_at, stored.updated_at);
        ASSERT_EQ(progress->state, state_word(stored.state));
        ASSERT_EQ(progress->tally, stored.tally);
        revisions.insert(edition->revision);
        ++looks;
    }
    EXPECT_GT(looks, 10);
    EXPECT_GT(unsettled, 3);
    EXPECT_GT(revisions.size(), 3u);
    world.run_for(std::chrono::minutes{1});
    EXPECT_EQ(world.driver->edition(id), std::nullopt) << "a job at rest has to be looked at";
}

TEST(Lookouts, ARemovalIsToldAndNothingToWhoHasLetGo) {
    Studio world;
    int removed = 0, later = 0;
    Lookout lookout = world.driver->watch_changes(
        [&](const Change& change) { removed += change.what == Change::What::removed ? 1 : 0; });
    Lookout short_lived = world.driver->watch_changes([&](const Change&) { ++later; });
    short_lived.reset();
    const std::string id = world.submit(false);
    world.run_for(std::chrono::minutes{1});  // it is measured meanwhile
    EXPECT_EQ(world.driver->progress_of(id), std::nullopt) << "a draft that waits for a person";
    ASSERT_TRUE(
        world.ask<Nothing>([&](Answer<Nothing> answer) { world.driver->remove(id, std::move(answer)); })
            .ok());
    EXPECT_EQ(removed, 1);
    EXPECT_EQ(later, 0);
}

TEST(Lookouts, TheNewestEventIsFoundByAProcessThatHasSeenNoneOfThem) {
    Studio world;
    EXPECT_EQ(newest_asked(world), 0);
    const std::string id = world.submit();
    ASSERT_TRUE(world.comes_to(id, "completed"));
    world.run_for(std::chrono::minutes{1});
    EXPECT_EQ(newest_asked(world), world.store.history.back().id);
    world.crash_and_boot();
    EXPECT_EQ(newest_asked(world), world.store.history.back().id);
}

TEST(TheSearchForTheEnd, FindsItInAnyHistoryWithFewQuestions) {
    for (std::int64_t size = 0; size < 400; ++size)
        for (const std::int64_t step : {1, 3}) {  // with gaps, as removed jobs leave them
            for (const std::int64_t known : {std::int64_t{0}, size / 2 * step, size * step}) {
                EndSearch search(known);
                int questions = 0;
                while (const auto after = search.question()) {
                    const std::int64_t first = (*after / step + 1) * step;
                    search.answered(first <= size * step ? std::optional(first) : std::nullopt);
                    ASSERT_LT(++questions, 4 + 2 * std::log2(static_cast<double>(size * step) + 1));
                }
                ASSERT_EQ(search.end(), size * step);
                if (known == size * step) {
                    ASSERT_EQ(questions, 1);
                }
            }
        }
}

}  // namespace
}  // namespace understudy::simulated
