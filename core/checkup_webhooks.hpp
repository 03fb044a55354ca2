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

/// Does something still wait for one that no configuration names any more, or has it failed?
[[nodiscard]] bool is_missed(const WebhookStanding& standing);
/// Of such a one: what becomes of that, and the cure. No full stop.
[[nodiscard]] std::string orphan_words(const WebhookStanding& standing);

/// Nothing where none is configured or missed; a line for each that fails, or one for all when none does.
[[nodiscard]] Checks judge_webhooks(const std::vector<WebhookSight>& webhooks, Time now);

}  // namespace understudy
