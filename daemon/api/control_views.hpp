// How the switches for all jobs, and the line in which these wait, read in the API.
#pragma once

#include "daemon/api/json.hpp"
#include "daemon/driver/desk.hpp"

namespace understudy::api {

/// `{spending_paused, spending_pause, purchases_under_way, uploading_paused, uploading_pause,
/// bandwidth_limit, bandwidth: {limit, source, until}}`: what PATCH takes has the same names.
[[nodiscard]] Json controls_view(const ControlsView& view);
/// `{length, data: [{position, id, name, state, step, priority, waits_for, next, next_at}]}`.
[[nodiscard]] Json queue_view(const QueueView& view);

}  // namespace understudy::api
