// The probe as the daemon's child: one file after another over its standard input.
#pragma once

#include <sys/types.h>

namespace understudy {

/// Serves until the other side closes the socket (0) or breaks the protocol, or a limit is met (not 0).
[[nodiscard]] int serve(pid_t parent);

}  // namespace understudy
