// Another program, asked what it has to say, with a limit to the patience.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"

namespace understudy::cli {

struct ProgramAnswer {
    int exit_code = -1;  ///< -1: a signal ended it
    std::string text;    ///< the beginning of its output and errors
};

/// `words`: its name, sought in PATH unless it has a slash, and its arguments. nullopt: it cannot be started,
/// or did not end in time; it is killed then.
[[nodiscard]] std::optional<ProgramAnswer> ask_program(std::vector<std::string> words, milliseconds patience);

}  // namespace understudy::cli
