// From what the probe heard to what that means for the submission. Pure.
#pragma once

#include <string_view>

#include "audio/hearing.hpp"
#include "core/recordings.hpp"

namespace understudy {

/// Blocks: not_audio, format_not_accepted, no_sound, empty. Warns, the gravest first: damaged,
/// extension_lies, has_video. `path` gives the extension, and its last part stands in the cure.
[[nodiscard]] Measurement judge(const Hearing& hearing, std::string_view path);

/// The measurement of a file on which the probe broke down: blocks, probe_failed. `how` completes "the probe
/// …".
[[nodiscard]] Measurement probe_failed(std::string_view path, std::string_view how);

}  // namespace understudy
