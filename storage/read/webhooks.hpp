// Reads the webhooks' cursors and messages.
#pragma once

#include <vector>

#include "core/webhook_queue.hpp"
#include "storage/sqlite/row.hpp"

namespace understudy {

/// On the reading connection.
class WebhookReader {
  public:
    explicit WebhookReader(sqlite::Connection& connection);

    /// See WebhookQueue.
    [[nodiscard]] Result<WebhookNext, StoreTrouble> next(const std::string& webhook, Time now);
    [[nodiscard]] Result<std::vector<WebhookStanding>, StoreTrouble> standings();
    [[nodiscard]] Result<std::vector<WebhookMessage>, StoreTrouble> list(const WebhookMessageQuery& query);

  private:
    sqlite::Statement due_, next_due_, standings_, list_;
};

}  // namespace understudy
