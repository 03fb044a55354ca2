#include "daemon/ports/status_teller.hpp"

#include <chrono>
#include <utility>

namespace understudy {

StatusTeller::StatusTeller(boost::asio::any_io_executor executor, std::function<void()> tell)
    : timer_(std::move(executor)), tell_(std::move(tell)) {}

void StatusTeller::poke() {
    if (quiet_ || std::exchange(due_, true)) return;
    timer_.expires_after(std::chrono::seconds{1});
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (error || quiet_) return;
        due_ = false;
        tell_();
    });
}

void StatusTeller::quiet() {
    quiet_ = true;
    timer_.cancel();
}

}  // namespace understudy
