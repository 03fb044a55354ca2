// What every implementation of Store must do, whatever is behind it. Include once in a test binary and
//   INSTANTIATE_TEST_SUITE_P(MyStore, StoreConformance, ::testing::Values(factory));
// What belongs to one engine (files, faults, threads) is tested beside it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/words.hpp"
#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/store_under_test.hpp"

namespace understudy::testing {

class StoreConformance : public ::testing::TestWithParam<StoreFactory> {
  protected:
    std::unique_ptr<StoreUnderTest> under_test = GetParam()();
    StoreUnderTest& the = *under_test;

    void expect_stored(const Job& job) {
        const auto stored = the.load(job.id);
        ASSERT_TRUE(stored) << stored.error().what;
        EXPECT_EQ(difference(*stored, job), "") << job.id;
    }
    std::vector<std::string> ids_of(const JobQuery& query) {
        const auto jobs = the.list(query);
        EXPECT_TRUE(jobs);
        std::vector<std::string> ids;
        if (jobs)
            for (const Job& job : *jobs) ids.push_back(job.id);
        return ids;
    }
};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StoreConformance);

using Kind = StoreTrouble::Kind;

// ---- What is stored comes back

}  // namespace understudy::testing
