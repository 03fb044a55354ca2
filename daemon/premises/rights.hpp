// Why a folder or file cannot be opened, as far as its user can see that.
#pragma once

#include "core/checkup.hpp"

namespace understudy {

/// Says of `facts.at`, which the process's own user was refused, what stands in the way.
void look_at_rights(RootFacts& facts);

}  // namespace understudy
