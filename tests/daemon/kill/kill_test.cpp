// A few hundred kills of the real daemon. Thousands: understudy-kill-harness.
#include <gtest/gtest.h>

#include <iostream>
#include <random>

#include "tests/daemon/kill/campaign.hpp"

namespace understudy::killing {
namespace {

constexpr std::size_t lanes = 3;

void expect_kept(const Totals& totals) {
    std::cout << totals;
    EXPECT_TRUE(totals.failures.empty());
    EXPECT_EQ(totals.verdict.lost, 0U);
    EXPECT_EQ(totals.verdict.paid_twice, 0U);
    EXPECT_EQ(totals.verdict.files_twice, 0U);
    EXPECT_EQ(totals.verdict.files_damaged, 0U);
}

/// From the beginning: at each named step, the first time that it is reached, and each time at the call that
/// costs. After the other beginnings, every fourth of them.
std::vector<NamedPlan> plans_after(std::size_t beginning, const std::vector<std::string>& steps) {
    std::vector<NamedPlan> plans;
    std::size_t passed = 0;
    for (const std::string& step : steps) {
        const bool tried = step.ends_with("#1") || step.starts_with("create_fine_tune");
        if (tried && (beginning == 0 || ++passed % 4 == beginning % 4))
            plans.push_back(killed_at(chapters()[beginning], step));
    }
    return plans;
}

class KilledAfter : public ::testing::TestWithParam<std::size_t> {};

TEST_P(KilledAfter, AtItsStepsNothingIsLostNorPaidTwice) {
    Campaign campaign(lanes);
    const auto plans = plans_after(GetParam(), campaign.steps_of(chapters()[GetParam()]));
    const Totals totals = campaign.run(plans);
    expect_kept(totals);
    EXPECT_GE(totals.kills, plans.size()) << "a step was not reached again";
}

INSTANTIATE_TEST_SUITE_P(Beginning, KilledAfter, ::testing::Range<std::size_t>(0, chapters().size()));

TEST(Killed, AtRandomInstantsUnderFaultsNothingIsLostNorPaidTwice) {
    Campaign campaign(lanes);
    std::random_device chance;
    const std::uint64_t fresh = chance();
    std::vector<NamedPlan> plans;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) plans.push_back(random_plan(seed, 3));
    for (std::uint64_t seed = fresh; seed < fresh + 4; ++seed) plans.push_back(random_plan(seed, 3));
    expect_kept(campaign.run(plans));
}

}  // namespace
}  // namespace understudy::killing
