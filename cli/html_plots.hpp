// The page's drawings, as inline SVG. Pure; numbers only, no text of others.
#pragma once

#include <string>

#include "cli/preflight_report.hpp"

namespace understudy::cli {

/// Loudness over time as an area, peaks as a line above it, with a scale of decibels and of time.
[[nodiscard]] std::string loudness_plot(const FileSound& sound);
/// The same in the height of a line of text.
[[nodiscard]] std::string small_plot(const FileSound& sound);
/// How much time all recordings together spend at each level.
[[nodiscard]] std::string level_histogram(const PreflightReport& report);
/// Every recording's loudness and noise floor, a dot each, from the first to the last.
[[nodiscard]] std::string loudness_of_all(const PreflightReport& report);

}  // namespace understudy::cli
