// The command line's grammar, its rules and its help.
#pragma once

#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"
#include "core/result.hpp"

namespace understudy::cli {

/// What of the environment the arguments mean something by.
struct Environment {
    std::string url, token_file;  ///< $UNDERSTUDY_URL and $UNDERSTUDY_TOKEN_FILE, "" when not set
    std::string working_directory;
    std::vector<std::string> config_files{};  ///< the daemon's configuration: the first that is there counts
};

/// No command to run: help that was asked for (done), or what is wrong with the arguments (usage).
struct Halt {
    ExitCode code = ExitCode::usage;
    std::string text;  ///< for standard output when done, else for standard error
};

/// `arguments` are without the program's name. Paths come out absolute.
[[nodiscard]] Result<Invocation, Halt> parse_arguments(std::vector<std::string> arguments,
                                                       const Environment& environment);

/// Fills in where the daemon is from what the environment says, then its configuration, then the defaults.
void use_environment(Settings& settings, const Environment& environment);

/// Links and ".." stay: only the daemon knows what they mean where the recordings are.
[[nodiscard]] std::string absolute_path(const std::string& working_directory, std::string path);

}  // namespace understudy::cli
