// One submission, whichever command makes it.
#pragma once

#include <string>
#include <string_view>

#include "cli/invocation.hpp"
#include "cli/session.hpp"

namespace understudy::cli {

/// The body of the request that makes the job.
[[nodiscard]] std::string submission_body(const SubmitCommand& command, bool start);
/// What the daemon would refuse of it, but for the paths, which need not be there yet, is complained of.
[[nodiscard]] ExitCode check_first(Session& session, const SubmitCommand& command);
/// Asks before anything is made, where the job is to be started and nobody said yes beforehand. `otherwise`:
/// what has not happened after a no.
[[nodiscard]] ExitCode agree_to_start(Session& session, const SubmitCommand& command,
                                      std::string_view otherwise);
/// Makes and, unless it is a draft, starts one job. Where its key was used before, that job is the answer, as
/// it is now, and that is said on standard error.
[[nodiscard]] Result<Job, ExitCode> submit_one(Session& session, const SubmitCommand& command);
/// The same, and says what came of it; with --quote it is started only after what it will take was shown, and
/// somebody has said yes to that.
[[nodiscard]] ExitCode submit_and_report(Session& session, const SubmitCommand& command);
/// Waits until the draft's preflight is done, or holds it, and shows its quote. Returns the job as it is
/// then. quoting.cpp.
[[nodiscard]] Result<Job, ExitCode> show_quote(Session& session, Job job);

}  // namespace understudy::cli
