#include "daemon/ports/watchdog.hpp"

#include <utility>

namespace understudy {

Watchdog::Watchdog(boost::asio::any_io_executor executor, Duration interval, Check check,
                   std::function<void()> feed)
    : timer_(std::move(executor)), half_(interval / 2), check_(std::move(check)), feed_(std::move(feed)) {
    wait();
}

void Watchdog::wait() {
    timer_.expires_after(half_);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (error) return;
        ask();
        wait();
    });
}

void Watchdog::ask() {
    if (std::exchange(*outstanding_, true)) return;
    check_([feed = feed_, outstanding = outstanding_] {
        *outstanding = false;
        feed();
    });
}

}  // namespace understudy
