// What may be asked of the webhooks. The REST API stands on it; the courier is it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/webhook_queue.hpp"
#include "daemon/driver/desk.hpp"

namespace understudy {

/// A webhook as it is configured, and as it stands.
struct WebhookView {
    std::string name;
    std::string url;                  ///< without its query
    std::vector<std::string> events;  ///< patterns of types
    std::string unready;              ///< why nothing can be sent; "" when it can
    WebhookStanding standing;
};

/// As Desk: on the I/O thread, answers come there, later. 404 "webhook-not-found" for a name that is not
/// configured.
class WebhookDesk {
  public:
    virtual ~WebhookDesk() = default;
    /// By name.
    virtual void webhooks(Answer<std::vector<WebhookView>> answer) = 0;
    virtual void messages(WebhookMessageQuery query, Answer<std::vector<WebhookMessage>> answer) = 0;
    /// Queues a message of the type `webhook.test`, which is the answer.
    virtual void test(std::string webhook, Answer<WebhookMessage> answer) = 0;
    /// See WebhookQueue::resend; 404 "webhook-message-not-found" for one message that is not there.
    virtual void resend(std::string webhook, std::string message_id, Answer<std::int64_t> answer) = 0;
};

}  // namespace understudy
