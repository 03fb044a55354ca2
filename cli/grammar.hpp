// The commands and options as CLI11 knows them. Heavy to include.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/invocation.hpp"

namespace understudy::cli {

/// After app.parse() `invocation` holds what was asked for. Both must live until then.
void build_grammar(CLI::App& app, Invocation& invocation);

}  // namespace understudy::cli
