// What the store has done so far, for metrics and benchmarks.
#pragma once

#include <atomic>
#include <cstdint>

namespace understudy {

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
};

/// Written by the store's threads, read by any.
struct StoreCounters {
    std::atomic<std::uint64_t> commits{0}, refused{0}, unavailable{0}, transactions{0},
        failed_transactions{0}, reopened{0}, commit_us{0}, longest_commit_us{0}, reads{0};

    [[nodiscard]] StoreStats now() const {
        return {commits.load(),
                refused.load(),
                unavailable.load(),
                transactions.load(),
                failed_transactions.load(),
                reopened.load(),
                commit_us.load(),
                longest_commit_us.load(),
                reads.load()};
    }
};

}  // namespace understudy
