// systemd, as the daemon speaks to it: $NOTIFY_SOCKET and $WATCHDOG_USEC. Without them nothing is said.
#pragma once

#include <optional>
#include <string>

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

    /// How often the watchdog wants to hear alive(), nullopt when there is none.
    [[nodiscard]] static std::optional<Duration> watchdog();

  private:
    std::string last_status_;
};

}  // namespace understudy
