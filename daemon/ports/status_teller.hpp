// Keeps the service's status line true without being asked: at most once a second, and only after something
// changed.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>

namespace understudy {

class StatusTeller {
  public:
    /// `tell` makes the words and sends them.
    StatusTeller(boost::asio::any_io_executor executor, std::function<void()> tell);

    /// Something changed: it is told within a second.
    void poke();
    /// Forgets what is still to be told.
    void quiet();

  private:
    boost::asio::steady_timer timer_;
    std::function<void()> tell_;
    bool due_ = false;
    bool quiet_ = false;
};

}  // namespace understudy
