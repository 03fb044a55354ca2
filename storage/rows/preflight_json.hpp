// Preflight's judgement on a job as the JSON that the job's row keeps.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/job.hpp"

namespace understudy::rows {

[[nodiscard]] std::string write_preflight(const JobPreflight& preflight);
/// nullopt when the text does not make sense.
[[nodiscard]] std::optional<JobPreflight> read_preflight(std::string_view text);

}  // namespace understudy::rows
