// The end in good order, in the middle of anything: nothing is accepted any more, what costs money is
// awaited, the store comes last.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/parts.hpp"

namespace understudy {

class Ending {
  public:
    Ending(boost::asio::any_io_executor executor, Parts& parts);

    /// Returns when only the store is left at work.
    boost::asio::awaitable<void> run();
    /// A second signal: a paid call is not awaited any longer. What it came to is found out after the next
    /// start.
    void hurry();

  private:
    boost::asio::awaitable<void> stop_server();
    boost::asio::awaitable<void> stop_driver();
    void driver_stopped();

    Parts& parts_;
    bool driver_stopped_ = false;
    boost::asio::steady_timer driver_end_;  ///< never fires: cancelling it wakes who waits
};

}  // namespace understudy
