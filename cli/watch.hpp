// Following a job until it ends.
#pragma once

#include <optional>
#include <string>

#include "cli/exit_code.hpp"
#include "cli/job.hpp"
#include "cli/session.hpp"

namespace understudy::cli {

struct WatchOptions {
    bool through_holds = false;  ///< wait on when a person has to decide
    /// With --json: false prints a line of JSON for each change, true only the job at its end (then progress
    /// goes to standard error).
    bool one_document = false;
};

/// Polls the job about twice a second and shows its progress: drawn in place on a terminal, else a line for
/// each change. A daemon that is away, or starts again, in between is waited for. Ends as ending_of() says.
[[nodiscard]] ExitCode watch_job(Session& session, std::string id, WatchOptions options);

}  // namespace understudy::cli
