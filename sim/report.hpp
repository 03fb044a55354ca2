// What a search came to, in words.
#pragma once

#include <chrono>
#include <string>

#include "sim/exhaustive.hpp"
#include "sim/run.hpp"

namespace understudy::simulated {

/// Many runs in numbers.
struct Totals {
    std::uint64_t seeds = 0, trainings = 0, completed = 0, steps = 0;
    Duration virtual_time{};
    Counts counts;
    std::array<std::uint64_t, kSeasonKinds> seasons{};
    std::uint64_t violations = 0;
    void add(const RunReport& report);
};

[[nodiscard]] std::string in_words(const Totals& totals, std::chrono::duration<double> took);
[[nodiscard]] std::string in_words(const SearchReport& report, std::chrono::duration<double> took);
/// One run's violations, with the command that plays it again. "" where there are none.
[[nodiscard]] std::string violations_in_words(const RunReport& report, int jobs);

}  // namespace understudy::simulated
