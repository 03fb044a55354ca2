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

// One that is due further ahead than any wait was planned before the clock stepped back.
constexpr const char* due_sql =
    "WHERE webhook = ?1 AND status = 'waiting' AND (due_at <= ?2 OR due_at > ?3) ORDER BY id LIMIT 1";

constexpr const char* standings_sql =
    "SELECT name, cursor, gone, "
    "(SELECT count(*) FROM webhook_messages WHERE webhook = name AND status = 'waiting'), "
    "(SELECT count(*) FROM webhook_messages WHERE webhook = name AND status = 'failed'), "
    "last_success, last_trouble, last_trouble_at, "
    "(SELECT min(due_at) FROM webhook_messages WHERE webhook = name AND status = 'waiting') "
    "FROM webhooks ORDER BY name";

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
    : due_(connection, std::string("SELECT ") + columns + due_sql),
      next_due_(connection,
                "SELECT min(due_at) FROM webhook_messages WHERE webhook = ?1 AND status = 'waiting'"),
      standings_(connection, standings_sql),
      list_(connection, std::string("SELECT ") + columns +
                            "WHERE webhook = ?1 AND id > ?2 AND (?3 IS NULL OR (status = 'failed') = ?3) "
                            "ORDER BY id LIMIT ?4") {}

Result<WebhookNext, StoreTrouble> WebhookReader::next(const std::string& webhook, Time now) {
    Rows due = due_.query(webhook, now, now + webhook_longest_wait);
    auto message = all_of<WebhookMessage>(due, "a message of a webhook", message_of);
    if (!message) return failure(message.error());
    if (!message->empty()) return WebhookNext{std::move(message->front()), {}};
    Rows first = next_due_.query(webhook);
    WebhookNext next;
    if (first.next()) next.due_at = Row(first).maybe_time();
    if (first.error()) return failure(read_trouble(*first.error()));
    return next;
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
