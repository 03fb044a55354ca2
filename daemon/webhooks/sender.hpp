// The seam to the receivers: one try of one message.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/webhook_queue.hpp"

namespace understudy {

/// What a try came to.
struct WebhookAnswer {
    enum class Kind {
        answered,  ///< with `status`
        silent,    ///< no whole answer came: it may have been received or not
        unready,   ///< nothing was sent: the secret or the address is missing
    };
    Kind kind = Kind::silent;
    int status = 0;
    std::optional<Duration> retry_after{};  ///< of a 429 or 503
    std::string words{};                    ///< for people: "HTTP 503", "connection refused"
};

class WebhookSender {
  public:
    virtual ~WebhookSender() = default;
    /// On the I/O thread; `told` is called once, there, later, but never after a stop.
    virtual void send(const WebhookMessage& message, Time now, std::function<void(WebhookAnswer)> told) = 0;
};

}  // namespace understudy
