// What the shells' scripts ask at each TAB: "understudy __complete WORD…".
#pragma once

#include <string>
#include <vector>

#include "cli/run.hpp"

namespace understudy::cli {

inline constexpr const char* complete_word = "__complete";

/// Prints the candidates, a line each. Quick, and silent about whatever is wrong: somebody is typing.
[[nodiscard]] ExitCode complete_words(std::vector<std::string> words, const Environment& environment,
                                      World& world, const Reach& reach);

}  // namespace understudy::cli
