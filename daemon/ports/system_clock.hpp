// The production clock: the system's times, and one timer on the event loop.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>

#include "core/clock.hpp"

namespace understudy {

class SystemClock : public Clock {
  public:
    /// `late` is told of each timer how long after its time its turn came: how busy the loop is.
    explicit SystemClock(boost::asio::any_io_executor executor, std::function<void(Duration)> late = {});

    [[nodiscard]] Time wall() const override;
    [[nodiscard]] LocalTime local(Time time) const override;
    [[nodiscard]] Duration steady() const override;
    void wake_at(Duration at, std::function<void()> due) override;
    void sleep() override;
    void soon(std::function<void()> task) override;

  private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    boost::asio::steady_timer timer_;
    std::function<void(Duration)> late_;
    std::uint64_t call_ = 0;  ///< a timer that was replaced in the moment it fired must not be heard
};

}  // namespace understudy
