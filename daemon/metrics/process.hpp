// What the kernel says of this process, by the names that every Prometheus client uses.
#pragma once

#include "daemon/metrics/page.hpp"

namespace understudy::metrics {

/// Reads /proc/self; what cannot be read is left out.
void write_process(Page& page);

}  // namespace understudy::metrics
