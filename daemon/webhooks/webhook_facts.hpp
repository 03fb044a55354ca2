// What is told of the webhooks in numbers.
#pragma once

#include <cstddef>
#include <cstdint>

namespace understudy {

/// What was counted since the process began, and what stands now.
struct WebhookFacts {
    std::uint64_t delivered = 0, tried_again = 0, failed = 0;  ///< tries, by what they came to
    std::int64_t waiting = 0, failed_kept = 0;                 ///< messages
    std::size_t webhooks = 0;                                  ///< that are configured
};

}  // namespace understudy
