// A curve of levels as one row of characters.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace understudy::cli {

/// The mean of each stretch, from -60 (or silence) up to -10 dB: "▁▂▃▄▅▆▇█", or " .:-=+*#" in plain ASCII.
/// "" for no points; never more columns than points.
[[nodiscard]] std::string sparkline(const std::vector<double>& levels_db, std::size_t columns, bool utf8);
/// The mean of each of at most `columns` stretches of equal length, in decibels.
[[nodiscard]] std::vector<double> means_of(const std::vector<double>& levels_db, std::size_t columns);

}  // namespace understudy::cli
