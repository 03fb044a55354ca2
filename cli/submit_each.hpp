// submit --each: a job for each path, all agreed to at once.
#pragma once

#include "cli/invocation.hpp"
#include "cli/session.hpp"

namespace understudy::cli {

/// One job of such a submission.
struct Part {
    SubmitCommand command;  ///< of the one path
    std::string path;
};

/// The command for each path: the name with "{}" replaced by the path's last part, and a key of its own that
/// follows from the key that was given and the path, so that a second run makes none twice. Pure.
[[nodiscard]] std::vector<Part> parts_of(const SubmitCommand& command);

[[nodiscard]] ExitCode submit_each(Session& session, const SubmitCommand& command);

}  // namespace understudy::cli
