#include "storage/read/webhooks.hpp"

#include <algorithm>

#include "core/webhook.hpp"
#include "storage/read/trouble.hpp"

namespace understudy {
namespace {

using sqlite::Row;
using sqlite::Rows;

constexpr std::size_t most_messages = 1'000;

constexpr const char* columns =
    "id, webhook, message_id, event_id, job_id, type, body, made_at, tries, due_at, last_outcome, "
    "status = 'failed' FROM webhook_messages ";

WebhookMessage message_of(Row& row) {
    WebhookMessage message;
    message.id = row.integer();
    message.webhook = row.text();
    message.message_id = row.text();
    message.event_id = row.integer();
    message.job_id = row.text();
    message.type = row.text();
    message.body = row.text();
    message.made_at = row.time();
    message.tries = row.number();
    message.due_at = row.time();
    message.last_outcome = row.text();
    message.failed = row.flag();
    return message;
}

WebhookStanding standing_of(Row& row) {
    WebhookStanding standing;
    standing.name = row.text();
    standing.cursor = row.integer();
    standing.gone = row.flag();
    standing.waiting = row.integer();
    standing.failed = row.integer();
    standing.last_success = row.maybe_time();
    standing.last_trouble = row.text();
    standing.last_trouble_at = row.maybe_time();
    standing.next_try = row.maybe_time();
    standing.orphaned_at = row.maybe_time();
    standing.was = row.text();
    return standing;
}

/// All rows, each made by `read`.
template <class T>
Result<std::vector<T>, StoreTrouble> all_of(Rows& rows, const char* what, T (*read)(Row&)) {
    std::vector<T> all;
    while (rows.next()) {
        Row row(rows);
        all.push_back(read(row));
        if (row.trouble()) return failure(corrupt(std::string(what) + ": " + *row.trouble()));
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return all;
}

}  // namespace

WebhookReader::WebhookReader(sqlite::Connection& connection)
    : first_due_(connection, webhook_sql::first_due),
      last_due_(connection, webhook_sql::last_due),
      standings_(connection, webhook_sql::standings),
      list_(connection, std::string("SELECT ") + columns +
                            "WHERE webhook = ?1 AND id > ?2 AND (?3 IS NULL OR (status = 'failed') = ?3) "
                            "ORDER BY id LIMIT ?4") {}

Result<WebhookNext, StoreTrouble> WebhookReader::next(const std::string& webhook, Time now) {
    auto first = one_of(first_due_, webhook);
    if (!first) return failure(first.error());
    if (!*first) return WebhookNext{};
    const Time due_at = (*first)->due_at;
    if (due_at <= now) return WebhookNext{std::move(*first), {}};
    auto last = one_of(last_due_, webhook);
    if (!last) return failure(last.error());
    // One that is due further ahead than any wait was planned before the clock stepped back.
    if (*last && (*last)->due_at > now + webhook_longest_wait) return WebhookNext{std::move(*last), {}};
    return WebhookNext{{}, due_at};
}

Result<std::optional<WebhookMessage>, StoreTrouble> WebhookReader::one_of(sqlite::Statement& statement,
                                                                          const std::string& webhook) {
    Rows rows = statement.query(webhook);
    auto found = all_of<WebhookMessage>(rows, "a message of a webhook", message_of);
    if (!found) return failure(found.error());
    if (found->empty()) return std::optional<WebhookMessage>{};
    return std::optional(std::move(found->front()));
}

Result<std::vector<WebhookStanding>, StoreTrouble> WebhookReader::standings() {
    Rows rows = standings_.query();
    return all_of<WebhookStanding>(rows, "a webhook", standing_of);
}

Result<std::vector<WebhookMessage>, StoreTrouble> WebhookReader::list(const WebhookMessageQuery& query) {
    const std::uint64_t limit = std::min(query.limit, most_messages);
    Rows rows = list_.query(query.webhook, query.after_id, query.failed, limit);
    return all_of<WebhookMessage>(rows, "a message of a webhook", message_of);
}

}  // namespace understudy
