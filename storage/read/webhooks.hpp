// Reads the webhooks' cursors and messages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/webhook_queue.hpp"
#include "storage/sqlite/row.hpp"

namespace understudy {

/// What is asked with every delivery. Each is a walk down an index: their plans are looked at by a test.
namespace webhook_sql {
inline constexpr const char* first_due =
    "SELECT id, webhook, message_id, event_id, job_id, type, body, made_at, tries, due_at, last_outcome, "
    "status = 'failed' FROM webhook_messages WHERE webhook = ?1 AND status = 'waiting' "
    "ORDER BY due_at, id LIMIT 1";
inline constexpr const char* last_due =
    "SELECT id, webhook, message_id, event_id, job_id, type, body, made_at, tries, due_at, last_outcome, "
    "status = 'failed' FROM webhook_messages WHERE webhook = ?1 AND status = 'waiting' "
    "ORDER BY due_at DESC, id DESC LIMIT 1";
inline constexpr const char* standings =
    "SELECT name, cursor, gone, waiting, failed, last_success, last_trouble, last_trouble_at, "
    "(SELECT min(due_at) FROM webhook_messages WHERE webhook = name AND status = 'waiting'), "
    "orphaned_at, was FROM webhooks ORDER BY name";
}  // namespace webhook_sql

/// On the reading connection.
class WebhookReader {
  public:
    explicit WebhookReader(sqlite::Connection& connection);

    /// See WebhookQueue.
    [[nodiscard]] Result<WebhookNext, StoreTrouble> next(const std::string& webhook, Time now);
    [[nodiscard]] Result<std::vector<WebhookStanding>, StoreTrouble> standings();
    [[nodiscard]] Result<std::vector<WebhookMessage>, StoreTrouble> list(const WebhookMessageQuery& query);

  private:
    [[nodiscard]] Result<std::optional<WebhookMessage>, StoreTrouble> one_of(sqlite::Statement& statement,
                                                                             const std::string& webhook);

    sqlite::Statement first_due_, last_due_, standings_, list_;
};

}  // namespace understudy
