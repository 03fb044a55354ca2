// The history as it happens.
#pragma once

#include <string>

#include "cli/exit_code.hpp"
#include "cli/session.hpp"

namespace understudy::cli {

/// A line for each event of the job (`id` "": of every job), with --json the event on one line. `after`:
/// behind which event it begins; "" for a job's first, or for now. A daemon that is away in between is waited
/// for, and nothing is missed or told twice. Ends with the job, with whoever reads, or by an interrupt.
[[nodiscard]] ExitCode follow_events(Session& session, std::string id, std::string after);

}  // namespace understudy::cli
