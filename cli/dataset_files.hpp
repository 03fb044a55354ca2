// The files of a dataset: shown, added, removed.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"
#include "cli/session.hpp"

namespace understudy::cli {

[[nodiscard]] ExitCode list_files(Session& session, const std::string& dataset_id);
/// Waits until all are sent; failed where some are not. Asking again sends only what is missing.
[[nodiscard]] ExitCode add_files(Session& session, const DatasetsCommand& command);
[[nodiscard]] ExitCode remove_files(Session& session, const DatasetsCommand& command);

}  // namespace understudy::cli
