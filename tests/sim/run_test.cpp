// Whole runs: the same seed is the same run, and no seed breaks a promise.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "sim/exhaustive.hpp"
#include "sim/report.hpp"

namespace understudy::simulated {
namespace {

RunReport run(std::uint64_t seed, std::optional<SeasonKind> season = {}) {
    RunOptions options;
    options.seed = seed;
    options.jobs = 4;
    options.season = season;
    return run_seed(options);
}

TEST(ASeed, IsOneRunBitForBit) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const RunReport once = run(seed), again = run(seed);
        EXPECT_EQ(once.hash, again.hash) << "seed " << seed;
        EXPECT_EQ(once.steps, again.steps);
        EXPECT_EQ(once.trainings, again.trainings);
    }
    EXPECT_NE(run(1).hash, run(2).hash);
}

TEST(ASeed, OfEverySeasonBreaksNoPromise) {
    for (int kind = 0; kind < kSeasonKinds; ++kind)
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            const RunReport report = run(seed, static_cast<SeasonKind>(kind));
            EXPECT_TRUE(report.violations.empty()) << violations_in_words(report, 4);
        }
}

TEST(ASeed, ThatIsFreshBreaksNoPromise) {
    const auto first =
        static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
    for (std::uint64_t seed = first; seed < first + 12; ++seed) {
        const RunReport report = run(seed);
        EXPECT_TRUE(report.violations.empty()) << violations_in_words(report, 4);
    }
}

TEST(ASeed, IsPlayedAgainInTheSeasonThatWasGiven) {
    RunReport report = run(7, SeasonKind::cut_markers);
    report.violations = {"a promise"};
    EXPECT_NE(violations_in_words(report, 4).find("--seed 7 --jobs 4 --season 'cut markers' --trace"),
              std::string::npos)
        << violations_in_words(report, 4);
    report = run(7);
    report.violations = {"a promise"};
    EXPECT_EQ(violations_in_words(report, 4).find("--season"), std::string::npos) << "its seed draws it";
}

TEST(ManySeeds, MeetEveryKindOfTrouble) {
    Totals totals;
    for (int kind = 0; kind < kSeasonKinds; ++kind)
        for (std::uint64_t seed = 100; seed < 110; ++seed)
            totals.add(run(seed, static_cast<SeasonKind>(kind)));
    // The rarest kinds strike once in a hundred seeds.
    const auto& faults = totals.counts.faults;
    for (std::uint64_t seed = 200; seed < 3'000 && *std::min_element(faults.begin(), faults.end()) == 0;
         ++seed)
        totals.add(run(seed));
    for (int kind = 0; kind < kFaultKinds; ++kind)
        EXPECT_GT(totals.counts.faults.at(static_cast<std::size_t>(kind)), 0u)
            << to_word(static_cast<FaultKind>(kind)) << " never struck";
    EXPECT_GT(totals.counts.crashes, 0u);
    EXPECT_GT(totals.counts.stops, 0u);
    EXPECT_GT(totals.counts.restores, 0u);
    EXPECT_GT(totals.counts.clock_steps, 0u);
    EXPECT_GT(totals.counts.store_failed_written, 0u);
    EXPECT_GT(totals.counts.store_away, 0u);
    EXPECT_GT(totals.completed, 0u);
}

TEST(TheSpendPath, HoldsAgainstEverySingleStrike) {
    SearchOptions options;
    options.pairs = false;
    options.triples = 10;
    const SearchReport report = search_exhaustively(options);
    EXPECT_TRUE(report.violations.empty()) << in_words(report, std::chrono::seconds{1});
    EXPECT_GT(report.path.calls, 8u);
    EXPECT_GT(report.singles, report.path.calls * kFaultKinds);
}

TEST(AScript, ReadsBackWhatItWrites) {
    const std::string text = "call:12:lost-answer,step:57,group:9:refused";
    const auto script = parse_script(text);
    ASSERT_TRUE(script.has_value());
    EXPECT_EQ(to_text(*script), text);
    for (const char* wrong : {"call:12", "step:x", "call:1:none", "group:1:lost-answer", "step:1:2", ","})
        EXPECT_FALSE(parse_script(wrong).has_value()) << wrong;
}

}  // namespace
}  // namespace understudy::simulated
