// From what the probe heard to the measurement that is kept. Pure; what it means is preflight's judgement.
#pragma once

#include <string>

#include "audio/hearing.hpp"
#include "core/recordings.hpp"

namespace understudy {

/// The facts of a file that was read to its end.
[[nodiscard]] Measurement measured(const Hearing& hearing);

/// The measurement of a file on which the probe broke down. `how` completes "the probe …".
[[nodiscard]] Measurement probe_failed(std::string how);

}  // namespace understudy
