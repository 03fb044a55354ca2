// The words of cartesia-emulator's command line.
#pragma once

#include <string>
#include <vector>

#include "emulator/emulator.hpp"

namespace understudy::emulator {

struct CommandLine {
    EmulatorOptions options;
    std::string second_key;  ///< of another account; "" for none
    std::string make_tls;    ///< directory; "" for none
    std::string ready_file;  ///< "" for none
    std::vector<FaultRule> faults;
    bool serve = true;  ///< false: only the TLS files were asked for
};

/// What the command line comes to, or the exit code with which to end (help was asked for, or something is
/// wrong and has been said on standard error).
[[nodiscard]] Result<CommandLine, int> parse_command_line(int argc, char** argv);

}  // namespace understudy::emulator
