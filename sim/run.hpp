// One seed, one run: some jobs, people, weather; then peace and a patient person, until everything rests. All
// that happens follows from the options, bit for bit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/season.hpp"
#include "sim/weather.hpp"

namespace understudy::simulated {

struct RunOptions {
    std::uint64_t seed = 1;
    int jobs = 5;
    bool trace = false;                ///< prints what happens
    std::optional<SeasonKind> season;  ///< else drawn from the seed
    /// Called with each world before its first process begins; for what a test plants. May be empty.
    std::function<void(World&)> prepare;
};

struct RunReport {
    std::uint64_t seed = 0;
    SeasonKind season = SeasonKind::calm;
    bool season_given = false;  ///< it was not drawn: the seed alone is another run
    std::vector<std::string> violations;
    Counts counts;
    std::uint64_t trainings = 0, completed = 0, steps = 0;
    Duration virtual_time{};
    std::uint64_t hash = 0;  ///< of the trace
};

[[nodiscard]] RunReport run_seed(const RunOptions& options);

}  // namespace understudy::simulated
