// The jobs that are not at rest, counted: for metrics.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/job.hpp"

namespace understudy {

/// Of this moment, from memory alone.
struct Census {
    std::map<HoldReason, std::size_t> held;
    std::size_t waiting_for_turn = 0;   ///< for what jobs share: an upload's turn, a training's slot, a pause
    std::optional<Time> oldest_waiter;  ///< when the one of them that has not moved for longest last did
    std::size_t uploads_under_way = 0;  ///< files
    std::size_t trainings_under_way = 0;  ///< bought, and not seen to end
};

}  // namespace understudy
