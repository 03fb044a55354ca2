// All jobs, page by page: for the commands that plan over all of them.
#pragma once

#include <vector>

#include "cli/session.hpp"

namespace understudy::cli {

/// The newest first.
[[nodiscard]] Result<std::vector<Job>, ExitCode> every_job(Session& session);

}  // namespace understudy::cli
