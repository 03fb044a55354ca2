// From the configuration to what the courier and the sender want to know.
#pragma once

#include <vector>

#include "config/config.hpp"
#include "daemon/webhooks/courier.hpp"
#include "daemon/webhooks/http_sender.hpp"

namespace understudy {

struct ConfiguredWebhooks {
    std::vector<WebhookPlan> plans;
    std::vector<WebhookTarget> targets;
};

/// Reads the files of the secrets; what is wrong with one stands in its webhook's `unready`. Blocks on the
/// disk; for the start and a reload.
[[nodiscard]] ConfiguredWebhooks configured_webhooks(const Config& config);

}  // namespace understudy
