// Preflight's report on a terminal. Pure.
#pragma once

#include <string>
#include <vector>

#include "cli/preflight_report.hpp"
#include "cli/table.hpp"

namespace understudy::cli {

/// A row a file: verdict, name below `folder`, length, format, loudness, peak, noise, a line of its loudness,
/// findings.
[[nodiscard]] Table preflight_table(const std::vector<const PreflightFile*>& files, const std::string& folder,
                                    bool utf8);
/// The findings with their cures, and the verdict over all with the totals; wrapped at `width`.
[[nodiscard]] std::vector<std::string> verdict_lines(const PreflightReport& report, std::size_t width,
                                                     bool colours, bool utf8);
/// "1 of 3 recordings measured" and a bar, as wide as `width`.
[[nodiscard]] std::string measuring_line(std::uint64_t measured, std::uint64_t total, std::size_t width,
                                         bool utf8);

}  // namespace understudy::cli
