// All jobs on one screen: a pure function from what was seen to lines.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/progress.hpp"

namespace understudy::cli {

struct TopView {
    std::string address;                      ///< the daemon's
    std::string away;                         ///< why there is no answer now; "" when there is one
    std::string paused;                       ///< what is, for all jobs, and the cure; "" when nothing is
    std::vector<std::vector<Snapshot>> jobs;  ///< each not empty, the last snapshot is now
    bool seen = false;                        ///< there was an answer at least once
    bool more = false;                        ///< there are jobs that were not asked for
};

struct ScreenSize {
    std::size_t columns = 80, rows = 24;
};

/// The lower, the sooner a person has to look at it.
[[nodiscard]] int urgency(const Job& job);

/// No more lines than rows, none wider than the columns.
[[nodiscard]] std::vector<std::string> top_lines(const TopView& view, ScreenSize size, Now now, bool colours);

}  // namespace understudy::cli
