// What the driver works through, with steps at which the process can be made to die.
#include "daemon/parts.hpp"
#include "tests/daemon/kill/killable/killable_cloud.hpp"
#include "tests/daemon/kill/killable/killable_recordings.hpp"
#include "tests/daemon/kill/killable/killable_store.hpp"

namespace understudy {

Ports driver_ports(Parts& parts) {
    // One set of parts a process; they outlive the driver.
    static killing::KillableCloud cloud(parts.cloud);
    static killing::KillableStore store(*parts.store);
    static killing::KillableRecordings recordings(parts.recordings);
    return {cloud, store, parts.clock, recordings, parts.notifier, parts.entropy};
}

}  // namespace understudy
