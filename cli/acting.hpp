// What the commands that change a job have in common.
#pragma once

#include <string>
#include <string_view>

#include "cli/invocation.hpp"
#include "cli/session.hpp"

namespace understudy::cli {

/// POSTs the action with a key of its own. After a lost answer a refusal is no refusal when the job is as the
/// action would have left it: then that job is the answer.
Result<Job, ExitCode> act(Session& session, const std::string& id, std::string_view action, std::string body);
/// Prints the job: its document with --json, else where it stands. Waits for its end where that is wanted.
[[nodiscard]] ExitCode report(Session& session, const Job& job, const Waiting& waiting);

}  // namespace understudy::cli
