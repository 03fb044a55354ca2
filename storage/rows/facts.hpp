// The facts of a measurement that have no column of their own, as compact JSON: members that hold their
// default are left out, levels are kept to a hundredth of a decibel, the points of curves to a tenth.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/recordings.hpp"

namespace understudy::rows {

enum class Curves { with, without };

/// content, label, declared_duration_us, decode_errors, has_video, meters and the sound.
[[nodiscard]] std::string write_facts(const Measurement& measurement, Curves curves);
/// Fills in those members and leaves the others; false when the text does not make sense.
[[nodiscard]] bool read_facts(std::string_view text, Measurement& into);

}  // namespace understudy::rows
