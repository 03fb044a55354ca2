// What can be seen of the daemon without it.
#pragma once

#include <string>

#include "cli/world.hpp"

namespace understudy::cli {

/// Has `program`, an understudyd, look at the configuration, and fills that in.
void look_at_config(OutsideFacts& facts, const std::string& program, milliseconds patience);

}  // namespace understudy::cli
