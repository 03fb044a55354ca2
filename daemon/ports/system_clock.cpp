#include "daemon/ports/system_clock.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <ctime>
#include <utility>

namespace understudy {

SystemClock::SystemClock(boost::asio::any_io_executor executor, std::function<void(Duration)> late)
    : timer_(std::move(executor)), late_(std::move(late)) {}

Time SystemClock::wall() const { return std::chrono::floor<microseconds>(std::chrono::system_clock::now()); }

LocalTime SystemClock::local(Time time) const {
    const std::time_t moment = std::chrono::system_clock::to_time_t(time);
    std::tm broken_down{};
    if (localtime_r(&moment, &broken_down) == nullptr) return {};
    return {(broken_down.tm_wday + 6) % 7, broken_down.tm_hour * 60 + broken_down.tm_min};
}

Duration SystemClock::steady() const {
    return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin_);
}

void SystemClock::wake_at(Duration at, std::function<void()> due) {
    const std::uint64_t call = ++call_;
    // Durations are cut to microseconds: one more, so that steady() has reached `at` when the timer fires.
    timer_.expires_at(begin_ + at + microseconds{1});
    const Duration from = std::max(at, steady());  // what was due before it was asked for is not late
    timer_.async_wait([this, call, from, due = std::move(due)](const boost::system::error_code& error) {
        if (error || call != call_) return;
        if (late_) late_(std::max(steady() - from, Duration{0}));
        due();
    });
}

void SystemClock::sleep() {
    ++call_;
    timer_.cancel();
}

void SystemClock::soon(std::function<void()> task) {
    boost::asio::post(timer_.get_executor(), std::move(task));
}

}  // namespace understudy
