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
struct WebhookResend {
    std::string webhook, message_id;
    Time now{};
};
/// See WebhookQueue.
using WebhookChange = std::variant<WebhookNaming, WebhookTaking, WebhookMessage, WebhookTried, WebhookResend>;

/// On the writing connection, in the caller's transaction.
class WebhookWriter {
  public:
    explicit WebhookWriter(sqlite::Connection& connection);

    /// Of a resend: how many messages; else nothing of meaning.
    [[nodiscard]] Result<std::int64_t, WriteFailure> write(const WebhookChange& change);

  private:
    using Written = Result<std::int64_t, WriteFailure>;
    Written apply(const WebhookNaming& naming);
    Written apply(const WebhookTaking& taking);
    Written apply(const WebhookMessage& message);
    Written apply(const WebhookTried& tried);
    Written apply(const WebhookResend& resend);
    Written insert(const WebhookMessage& message);
    Written open(const std::string& webhook);
    Written delivered(const WebhookTried& tried);
    Written closed(const WebhookTried& tried);

    sqlite::Statement drop_others_, put_name_, reopen_, forget_failed_, move_cursor_, insert_, open_;
    sqlite::Statement delete_, succeed_, hurry_, troubled_, again_, fail_, close_, fail_all_;
    sqlite::Statement resend_one_, resend_failed_;
};

}  // namespace understudy
