// How understudyd ends, for systemd and scripts.
#pragma once

namespace understudy {

enum ExitCode : int {
    exit_good = 0,
    exit_failed = 1,
    /// The command line or the configuration is wrong, or the database was made by a later version: starting
    /// again cures neither (RestartPreventExitStatus=78).
    exit_config = 78,
};

}  // namespace understudy
