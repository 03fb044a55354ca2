#include "daemon/ports/status_teller.hpp"

#include <utility>

namespace understudy {

StatusTeller::StatusTeller(boost::asio::any_io_executor executor, Tell tell)
    : timer_(std::move(executor)), tell_(std::move(tell)) {}

void StatusTeller::poke() {
    if (quiet_ || std::exchange(due_, true)) return;
    tell_in(seconds{1});
}

void StatusTeller::tell_in(Duration wait) {
    timer_.expires_after(wait);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (error || quiet_) return;
        due_ = false;
        if (const auto again = tell_()) tell_in(*again);
    });
}

void StatusTeller::quiet() {
    quiet_ = true;
    timer_.cancel();
}

}  // namespace understudy
