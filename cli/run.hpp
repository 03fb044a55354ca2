// From arguments to an exit code.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/daemon.hpp"
#include "cli/endpoint.hpp"
#include "cli/exit_code.hpp"
#include "cli/world.hpp"

namespace understudy::cli {

/// Makes the daemon at the endpoint; tests bring their own.
using Reach =
    std::function<std::unique_ptr<Daemon>(Endpoint endpoint, std::string token, std::string ca_file)>;

/// `environment.working_directory` is filled in here.
[[nodiscard]] ExitCode run(std::vector<std::string> arguments, Environment environment, World& world,
                           const Reach& reach);

}  // namespace understudy::cli
