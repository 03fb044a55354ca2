#include "daemon/parts.hpp"

namespace understudy {

Ports driver_ports(Parts& parts) {
    return {parts.cloud,    *parts.store,  parts.clock,    parts.recordings,
            parts.notifier, parts.entropy, &parts.premises};
}

}  // namespace understudy
