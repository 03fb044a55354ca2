// One step of a job: what it became, what the history says of it, and which recordings' rows changed with it.
#pragma once

#include <cstdint>
#include <vector>

#include "core/history.hpp"
#include "core/job.hpp"
#include "core/ledger.hpp"

namespace understudy {

/// To be committed as a whole. A step without events whose job did not change need not be committed
/// (`changed` false).
struct Step {
    Job job;
    std::vector<HistoryEvent> events;
    std::vector<Movement> movements;        ///< of credits
    std::vector<std::uint64_t> recordings;  ///< positions that changed
    bool all_recordings = false;            ///< the manifest is new or was replaced
    bool changed = false;                   ///< something that is stored changed
};

}  // namespace understudy
