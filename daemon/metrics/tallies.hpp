// All that is counted as it happens. What can be looked up is not in here: it is asked for when somebody
// looks.
#pragma once

#include <array>
#include <cstdint>

#include "daemon/metrics/cloud_tally.hpp"
#include "daemon/metrics/history_tally.hpp"
#include "daemon/metrics/request_tally.hpp"

namespace understudy::metrics {

/// On the I/O thread.
struct Tallies {
    CloudTally cloud;
    HistoryTally history;
    RequestTally requests;
    Histogram loop_lag{lag_bounds};  ///< how much later than it was due the event loop came to something
    std::uint64_t watchdog_answers = 0;

    static constexpr std::array lag_bounds{0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0};
};

}  // namespace understudy::metrics
