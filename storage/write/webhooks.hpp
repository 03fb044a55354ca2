// Writes the webhooks' cursors and messages.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/webhook_queue.hpp"
#include "storage/sqlite/statement.hpp"
#include "storage/write/failure.hpp"

namespace understudy {

struct WebhookNaming {
    std::vector<WebhookName> names;
    Time now{};
};
struct WebhookTidying {
    Time now{};
};
struct WebhookResend {
    std::string webhook, message_id;
    Time now{};
};
/// See WebhookQueue.
using WebhookChange =
    std::variant<WebhookNaming, WebhookTidying, WebhookTaking, WebhookMessage, WebhookTried, WebhookResend>;

/// What is done with every delivery, and again and again: see webhook_sql in read/. One that is hurried is
/// due since it was made, so that it stands before the younger ones.
namespace webhook_sql {
inline constexpr const char* hurry =
    "UPDATE webhook_messages SET due_at = min(due_at, made_at, ?2), hurried = 1 WHERE id IN (SELECT id "
    "FROM webhook_messages WHERE webhook = ?1 AND status = 'waiting' AND hurried = 0 AND tries > 0 "
    "ORDER BY id LIMIT ?3)";
inline constexpr const char* give_up =
    "UPDATE webhook_messages SET status = 'failed', tried_at = ?2, last_outcome = ?3 || "
    "CASE last_outcome WHEN '' THEN '' ELSE '; ' || last_outcome END "
    "WHERE status = 'waiting' AND waits_since < ?1";
inline constexpr const char* forget_failed =
    "DELETE FROM webhook_messages WHERE status = 'failed' AND tried_at < ?1";
}  // namespace webhook_sql

/// On the writing connection, in the caller's transaction.
class WebhookWriter {
  public:
    explicit WebhookWriter(sqlite::Connection& connection);

    /// Of a resend: how many messages; of a tidying: how many were given up; of a naming: how many have a
    /// new name; else nothing of meaning.
    [[nodiscard]] Result<std::int64_t, WriteFailure> write(const WebhookChange& change);

  private:
    using Written = Result<std::int64_t, WriteFailure>;
    Written apply(const WebhookNaming& naming);
    Written name(const WebhookName& name, const std::string& all);
    Written rename(const WebhookName& name, const std::string& all);
    Written apply(const WebhookTidying& tidying);
    Written apply(const WebhookTaking& taking);
    Written apply(const WebhookMessage& message);
    Written apply(const WebhookTried& tried);
    Written apply(const WebhookResend& resend);
    Written insert(const WebhookMessage& message);
    Written open(const std::string& webhook);
    Written delivered(const WebhookTried& tried);
    Written closed(const WebhookTried& tried);

    sqlite::Statement rename_, move_messages_, drop_renamed_, orphan_others_, find_again_, put_name_, reopen_;
    sqlite::Statement drop_orphans_, give_up_, forget_failed_, move_cursor_, insert_, open_;
    sqlite::Statement delete_, succeed_, hurry_, troubled_, again_, fail_, close_, fail_all_;
    sqlite::Statement resend_one_, resend_failed_;
};

}  // namespace understudy
