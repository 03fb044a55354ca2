// The disk fails at each of its calls in turn: for n = 0, 1, 2, … the n-th, until a whole life of the store
// gets through without meeting it. That visits every point of failure without naming one.
#include <gtest/gtest.h>

#include <iostream>

#include "tests/storage/support/sizes.hpp"
#include "tests/storage/support/store_life.hpp"
#include "tests/storage/support/temporary_folder.hpp"

namespace understudy::testing {
namespace {

struct Failing {
    DiskFault fault;
    bool once;
    std::int64_t stride;  ///< on working days; every call at night
    const char* words;
};

void PrintTo(const Failing& failing, std::ostream* out) { *out << failing.words; }

class EveryCall : public ::testing::TestWithParam<Failing> {};

TEST_P(EveryCall, MayFailAndNothingAcknowledgedIsLostNothingRefusedIsThereAndItGoesOn) {
    const auto [fault, once, stride, words] = GetParam();
    const std::int64_t step = nightly() ? 1 : stride;
    int failed = 0, refused = 0;
    bool met = true;
    for (auto calls = static_cast<std::int64_t>(seed()) % step; met && !HasFailure(); calls += step) {
        const TemporaryFolder folder;
        FaultyVfs disk;
        StoreLife life(disk, folder.file("jobs.db"));
        disk.fail_after(calls, fault, once);
        life.run();
        met = disk.did_fail();
        disk.mend();
        life.expect_kept(folder.file("jobs.db"), life.acknowledged());
        failed += met ? 1 : 0;
        refused += life.refused();
        if (HasFailure()) std::cout << words << ": call " << calls << ", " << disk.first_failure() << "\n";
    }
    EXPECT_GT(failed, 5);
    EXPECT_GT(refused, 0);
    std::cout << words << ": " << failed << " lives, each with another call that failed; " << refused
              << " questions refused meanwhile\n";
}

INSTANTIATE_TEST_SUITE_P(Disk, EveryCall,
                         ::testing::Values(Failing{DiskFault::error, true, 7, "EIO once"},
                                           Failing{DiskFault::error, false, 7, "EIO until mended"},
                                           Failing{DiskFault::full, true, 3, "ENOSPC once"},
                                           Failing{DiskFault::full, false, 3, "ENOSPC until mended"},
                                           Failing{DiskFault::part, true, 5, "half a transfer once"},
                                           Failing{DiskFault::part, false, 5,
                                                   "half a transfer until mended"}),
                         [](const auto& given) {
                             std::string name = given.param.words;
                             std::replace(name.begin(), name.end(), ' ', '_');
                             return name;
                         });

}  // namespace
}  // namespace understudy::testing
