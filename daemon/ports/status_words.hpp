// The daemon's state in a line for `systemctl status`.
#pragma once

#include <string>

#include "daemon/driver/desk.hpp"

namespace understudy {

/// "2 uploading, 1 training, 3 held; the cloud has not answered for 4 min 10 s"
[[nodiscard]] std::string status_words(const DriverStatus& status);

}  // namespace understudy
