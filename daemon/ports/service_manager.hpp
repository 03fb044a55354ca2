// systemd, as the daemon speaks to it: $NOTIFY_SOCKET and $WATCHDOG_USEC. Without them nothing is said.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"

namespace understudy {

/// Each call sends one datagram at once. On the I/O thread.
class ServiceManager {
  public:
    void ready(const std::string& status);
    void status(const std::string& words);  ///< sends only what differs from the last words
    void stopping(const std::string& words);
    void reloading();  ///< ready() says that it is done
    void alive();
    /// The start takes longer: so long from now on until something is said again. `words` are the status.
    void starting(Duration patience, const std::string& words);

    /// How often the watchdog wants to hear alive(), nullopt when there is none.
    [[nodiscard]] static std::optional<Duration> watchdog();

    /// The listening sockets that the process was started with ($LISTEN_FDS, $LISTEN_PID), the caller's from
    /// now on: close-on-exec, and gone from the environment. Before there are threads; a second call has
    /// none.
    [[nodiscard]] static std::vector<int> take_sockets();

  private:
    std::string last_status_;
};

}  // namespace understudy
