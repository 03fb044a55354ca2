// Feeds systemd's watchdog for as long as the event loop turns and the storage threads answer.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>

#include "core/time.hpp"

namespace understudy {

/// Every half interval: asks `check`, and when its answer comes, feeds. While an answer is outstanding
/// nothing is asked and nothing is fed: a storage thread that is stuck ends in a restart.
class Watchdog {
  public:
    using Check = std::function<void(std::function<void()> answered)>;

    Watchdog(boost::asio::any_io_executor executor, Duration interval, Check check,
             std::function<void()> feed);

  private:
    void wait();
    void ask();

    boost::asio::steady_timer timer_;
    Duration half_;
    Check check_;
    std::function<void()> feed_;
    std::shared_ptr<bool> outstanding_ = std::make_shared<bool>(false);  ///< outlives us with a late answer
};

}  // namespace understudy
