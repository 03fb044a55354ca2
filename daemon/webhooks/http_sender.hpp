// Tries by HTTP: one POST, signed, with one limit of time for all of it.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/webhooks/sender.hpp"
#include "net/client.hpp"
#include "net/task_group.hpp"

namespace understudy {

/// Where a webhook's messages go.
struct WebhookTarget {
    std::string name;
    std::string url;
    std::vector<Secret> secrets;  ///< decoded; the newest first
    std::string unready{};        ///< why nothing can be sent; "" when it can
    std::string ca_file{};        ///< trusted beside the system's store; "" for none
    Secret proxy{};               ///< as cartesia::Options has it; empty for none
};

/// On the I/O thread.
class HttpWebhookSender final : public WebhookSender {
  public:
    /// From the name's lookup to the last byte of the answer.
    static constexpr std::chrono::milliseconds usual_limit{15'000};

    explicit HttpWebhookSender(boost::asio::any_io_executor executor,
                               std::chrono::milliseconds limit = usual_limit);

    /// From now on these; what is under way goes to its end.
    void aim(std::vector<WebhookTarget> targets);
    void send(const WebhookMessage& message, Time now, std::function<void(WebhookAnswer)> told) override;

    /// Cancels what is under way, about which nobody is told, and waits for its coroutines.
    boost::asio::awaitable<void> stop();

  private:
    struct Aim;
    struct Delivery;
    boost::asio::awaitable<void> deliver(std::shared_ptr<Delivery> delivery);

    boost::asio::any_io_executor executor_;
    std::chrono::milliseconds limit_;
    std::map<std::string, std::shared_ptr<Aim>> aims_;
    net::TaskGroup deliveries_;
    bool stopping_ = false;
};

}  // namespace understudy
