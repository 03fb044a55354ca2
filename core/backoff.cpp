#include "core/backoff.hpp"

#include <algorithm>

#include "core/require.hpp"

namespace understudy {

Duration wait_after(int tries, std::optional<milliseconds> retry_after, const Policy& policy, double dice) {
    const int doublings = std::clamp(tries - 1, 0, 30);
    const Duration ceiling =
        std::min(policy.longest_wait, policy.first_wait * (std::int64_t{1} << doublings));
    const Duration wait{static_cast<std::int64_t>(dice * static_cast<double>(ceiling.count()))};
    return retry_after ? std::max<Duration>(wait, *retry_after) : wait;
}

Duration next_look(Duration since, Duration last, int looks, Duration window, int listings) {
    if (looks == 0) return since;
    const Duration even = window / std::max(1, listings - 1);
    const Duration soon = seconds{10} * (std::int64_t{1} << std::min(looks - 1, 16));
    const Duration due = last + std::min(even, soon);
    const Duration end = since + window;
    return last < end ? std::min(due, end) : due;
}

Duration retry_delay(int attempts_failed, const Policy& policy) {
    require(!policy.retry_delays.empty(), "retry_delays must not be empty");
    const auto index = static_cast<std::size_t>(std::max(attempts_failed - 1, 0));
    return policy.retry_delays[std::min(index, policy.retry_delays.size() - 1)];
}

}  // namespace understudy
