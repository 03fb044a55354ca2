// What of a new configuration counts at once, and what only after a restart.
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"

namespace understudy {

/// The keys that differ and that a running daemon cannot take over: "server.listen".
[[nodiscard]] std::vector<std::string> keys_for_restart(const Config& running, const Config& wanted);

}  // namespace understudy
