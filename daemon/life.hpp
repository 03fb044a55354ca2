// The daemon's life: its parts, put together; from the start to the end of the process.
#pragma once

#include <memory>
#include <string>

#include "config/config.hpp"
#include "daemon/exit_code.hpp"

namespace understudy {

/// Serves until a signal ends it, on the calling thread; `config_path` is read again on SIGHUP. What keeps it
/// from starting is said in the log, and by the exit code. An exception that leaves this is a broken
/// invariant: end the process at once, the next start finds everything in the store.
[[nodiscard]] ExitCode live(const Config& config, const std::string& config_path);

}  // namespace understudy
