// The daemon's state in a line for `systemctl status`.
#pragma once

#include <optional>
#include <string>

#include "daemon/driver/desk.hpp"

namespace understudy {

/// "2 uploading 41 MiB/s, 1 training, next look at 14:03:20Z, 3 held; the cloud has not answered for 4 min".
/// `bytes_per_second`: of all uploads, 0 where it is not known yet. A moment and no span until the next look:
/// who reads the line reads it later.
[[nodiscard]] std::string status_words(const DriverStatus& status, double bytes_per_second = 0);

/// For how long the words stay true although nothing happens; nullopt: until something does.
[[nodiscard]] std::optional<Duration> words_wear_out_after(const DriverStatus& status, Time now);

}  // namespace understudy
