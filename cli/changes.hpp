// Progress without a terminal: one plain line for each change, for logs.
#pragma once

#include <string>
#include <vector>

#include "cli/job.hpp"

namespace understudy::cli {

/// What changed from `before` (nullptr: seen for the first time) to `after`, each with the time and the job's
/// id: state, attempt, retry_at, hold, error, and uploads by tenths. Empty when nothing of these did.
[[nodiscard]] std::vector<std::string> change_lines(const Job* before, const Job& after, Time now);

/// The last word on a job that was waited for: its voices, or why it failed.
[[nodiscard]] std::vector<std::string> ending_lines(const Job& job);

}  // namespace understudy::cli
