// Every single fault and crash at every step of the spend path, every pair of them, and sampled triples.
#pragma once

#include <functional>

#include "sim/script.hpp"

namespace understudy::simulated {

struct SearchOptions {
    bool pairs = true;
    std::uint64_t triples = 0;  ///< so many, drawn from `seed`
    std::uint64_t seed = 1;
    /// Only each n-th of the first strikes gets its second ones; 1: all of them.
    std::uint64_t every = 1;
    std::function<void(World&)> prepare;                   ///< as in RunOptions
    std::function<void(std::uint64_t cases)> on_progress;  ///< now and then; may be empty
};

struct SearchReport {
    std::uint64_t singles = 0, pairs = 0, triples = 0, trainings = 0;
    Progress path;  ///< calls, groups and steps of the undisturbed spend path
    Duration virtual_time{};
    std::vector<std::pair<Script, std::string>> violations;  ///< the first hundred
    [[nodiscard]] std::uint64_t cases() const { return singles + pairs + triples; }
};

[[nodiscard]] SearchReport search_exhaustively(const SearchOptions& options);

}  // namespace understudy::simulated
