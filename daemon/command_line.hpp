// understudyd's command line.
#pragma once

#include <span>
#include <string>

#include "core/result.hpp"

namespace understudy {

enum class Wish { serve, check_config, restore, version, help };

struct CommandLine {
    Wish wish = Wish::serve;
    std::string config_path = "/etc/understudy/understudy.toml";
    std::string backup_path{};  ///< to restore
};

/// The arguments without the program's name. The error says which one is not understood.
[[nodiscard]] Result<CommandLine, std::string> read_command_line(std::span<const char* const> arguments);
[[nodiscard]] const char* usage();

}  // namespace understudy
