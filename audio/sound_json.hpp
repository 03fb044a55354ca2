// How a recording sounds, as a member of the probe's lines.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/sound.hpp"

namespace understudy {

/// Levels are rounded to hundredths of a decibel; what cannot be said is null.
[[nodiscard]] nlohmann::json sound_to_json(const Sound& sound);

/// Never fails: what is missing, of another kind or not finite counts as not said, numbers are brought into
/// their ranges, and lists of a wrong length are dropped whole.
[[nodiscard]] Sound sound_from_json(const nlohmann::json& object);

}  // namespace understudy
