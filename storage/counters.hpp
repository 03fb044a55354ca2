// What the store has done so far, for metrics and benchmarks.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace understudy {

/// Up to so many microseconds; what takes longer is in one place more.
inline constexpr std::array<std::uint64_t, 9> store_time_bounds_us{
    100, 300, 1'000, 3'000, 10'000, 100'000, 1'000'000, 5'000'000, 30'000'000};

/// How long something took, each time: how often each bound was kept, and all together.
struct StoreTimes {
    std::array<std::uint64_t, store_time_bounds_us.size() + 1> counts{};
    std::uint64_t sum_us = 0;
};

/// A moment's values. In WAL mode with synchronous=FULL each transaction costs one fsync; checkpoints (about
/// one in a thousand pages) cost theirs besides.
struct StoreStats {
    std::uint64_t commits = 0;              ///< changes that are durable
    std::uint64_t refused = 0;              ///< changes answered with conflict or not_found
    std::uint64_t unavailable = 0;          ///< changes answered with unavailable
    std::uint64_t transactions = 0;         ///< that wrote: one fsync each
    std::uint64_t failed_transactions = 0;  ///< rolled back as a whole
    std::uint64_t reopened = 0;             ///< times the writing connection was replaced
    std::uint64_t commit_us = 0;            ///< time in transactions, all together
    std::uint64_t longest_commit_us = 0;
    std::uint64_t reads = 0;
    StoreTimes transaction_times{};  ///< whole ones, those that failed, too
    StoreTimes sync_times{};         ///< their COMMIT: the WAL's write and its fsync
};

/// Written by one thread, read by any.
struct StoreTimesCounter {
    std::array<std::atomic<std::uint64_t>, store_time_bounds_us.size() + 1> counts{};
    std::atomic<std::uint64_t> sum_us{0};

    void took(std::uint64_t us) {
        std::size_t place = 0;
        while (place < store_time_bounds_us.size() && us > store_time_bounds_us.at(place)) ++place;
        ++counts.at(place);
        sum_us += us;
    }
    [[nodiscard]] StoreTimes now() const {
        StoreTimes times;
        for (std::size_t place = 0; place < counts.size(); ++place) times.counts.at(place) = counts.at(place);
        times.sum_us = sum_us;
        return times;
    }
};

/// Written by the store's threads, read by any.
struct StoreCounters {
    std::atomic<std::uint64_t> commits{0}, refused{0}, unavailable{0}, transactions{0},
        failed_transactions{0}, reopened{0}, commit_us{0}, longest_commit_us{0}, reads{0};
    StoreTimesCounter transaction_times, sync_times;

    [[nodiscard]] StoreStats now() const {
        return {commits.load(),
                refused.load(),
                unavailable.load(),
                transactions.load(),
                failed_transactions.load(),
                reopened.load(),
                commit_us.load(),
                longest_commit_us.load(),
                reads.load(),
                transaction_times.now(),
                sync_times.now()};
    }
};

}  // namespace understudy
