#include "cartesia/token_bucket.hpp"

#include <algorithm>
#include <cmath>

namespace understudy::cartesia {

void TokenBucket::earn(Duration now) {
    const double elapsed_s = std::chrono::duration<double>(std::max(Duration(0), now - at_)).count();
    at_ = std::max(at_, now);
    const double rate = static_cast<double>(bytes_per_second_);
    const double most = rate / 8;  // what was not sent in time is not made up for in a burst
    balance_ = std::min(most, balance_ + elapsed_s * rate);
}

void TokenBucket::set_rate(std::uint64_t bytes_per_second, Duration now) {
    earn(now);
    bytes_per_second_ = bytes_per_second;
    if (bytes_per_second == 0) balance_ = 0;
}

Duration TokenBucket::take(std::size_t bytes, Duration now) {
    if (bytes_per_second_ == 0) return Duration(0);
    earn(now);
    if (balance_ >= 0) {
        balance_ -= static_cast<double>(bytes);
        return Duration(0);
    }
    const double wait_us = std::ceil(-balance_ * 1e6 / static_cast<double>(bytes_per_second_));
    return std::max(Duration(1), Duration(static_cast<Duration::rep>(wait_us)));
}

std::size_t TokenBucket::slice(std::size_t available) const {
    if (bytes_per_second_ == 0) return available;
    const auto eighth = static_cast<std::size_t>(std::min<std::uint64_t>(bytes_per_second_ / 8, 65'536));
    return std::min(available, std::max<std::size_t>(eighth, 512));
}

}  // namespace understudy::cartesia
