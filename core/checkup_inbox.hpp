// A checkup's look at the inbox.
#pragma once

#include "core/checkup.hpp"

namespace understudy {

/// Of the folder that recordings from other machines come to: can it be written, and is there room?
[[nodiscard]] Check judge_inbox(const DiskFacts& disk);

}  // namespace understudy
