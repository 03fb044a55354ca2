// Keeps the service's status line true without being asked: at most once a second, and only after something
// changed or the words have worn out.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <optional>

#include "core/time.hpp"

namespace understudy {

class StatusTeller {
  public:
    /// Makes the words, sends them, and says after how long they are to be made anew although nothing
    /// changed; nullopt: never.
    using Tell = std::function<std::optional<Duration>()>;
    StatusTeller(boost::asio::any_io_executor executor, Tell tell);

    /// Something changed: it is told within a second.
    void poke();
    /// Forgets what is still to be told.
    void quiet();

  private:
    void tell_in(Duration wait);

    boost::asio::steady_timer timer_;
    Tell tell_;
    bool due_ = false;
    bool quiet_ = false;
};

}  // namespace understudy
