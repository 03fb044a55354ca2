// A checkup's look at the webhooks.
#pragma once

#include <string>
#include <vector>

#include "core/checkup.hpp"
#include "core/webhook_queue.hpp"

namespace understudy {

struct WebhookSight {
    std::string name;
    std::string unready;  ///< why nothing can be sent to it; "" when it can
    WebhookStanding standing;
};

/// Nothing where none is configured; a line for each that fails, or one for all when none does.
[[nodiscard]] Checks judge_webhooks(const std::vector<WebhookSight>& webhooks, Time now);

}  // namespace understudy
