#include "storage/write/webhooks.hpp"

#include "core/webhook.hpp"
#include "storage/rows/json.hpp"

namespace understudy {
namespace {

using Written = Result<std::int64_t, WriteFailure>;

// A new one begins behind all that has happened; AUTOINCREMENT's table knows it also where the newest job is
// gone with its history.
constexpr const char* put_name_sql =
    "INSERT INTO webhooks (name, target, cursor) VALUES (?1, ?2, "
    "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0)) ON CONFLICT (name) DO NOTHING";

constexpr const char* insert_sql =
    "INSERT INTO webhook_messages (webhook, message_id, event_id, job_id, type, body, made_at, due_at) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

constexpr const char* fail_all_sql =
    "UPDATE webhook_messages SET status = 'failed', tried_at = ?2, last_outcome = ?3 "
    "WHERE webhook = ?1 AND status = 'waiting'";

constexpr const char* again_from_the_beginning =
    "UPDATE webhook_messages SET status = 'waiting', tries = 0, hurried = 0, due_at = ?2 WHERE webhook = ?1 "
    "AND ";

Written written(const sqlite::Answer<std::int64_t>& answer) {
    if (!answer) return failure(write_failure(answer.error()));
    return *answer;
}

WriteFailure not_there(const std::string& webhook) {
    return {{StoreTrouble::Kind::not_found, "there is no webhook \"" + webhook + "\""}, Reach::change};
}

std::vector<std::string> names_of(const WebhookNaming& naming) {
    std::vector<std::string> names;
    for (const WebhookName& name : naming.names) names.push_back(name.name);
    return names;
}

}  // namespace

WebhookWriter::WebhookWriter(sqlite::Connection& connection)
    : drop_others_(connection, "DELETE FROM webhooks WHERE name NOT IN (SELECT value FROM json_each(?1))"),
      put_name_(connection, put_name_sql),
      reopen_(connection, "UPDATE webhooks SET target = ?2, gone = 0 WHERE name = ?1 AND target <> ?2"),
      forget_failed_(connection, "DELETE FROM webhook_messages WHERE status = 'failed' AND tried_at < ?1"),
      move_cursor_(connection, "UPDATE webhooks SET cursor = ?3 WHERE name = ?1 AND cursor = ?2"),
      insert_(connection, insert_sql),
      open_(connection, "UPDATE webhooks SET gone = 0 WHERE name = ?1"),
      delete_(connection, "DELETE FROM webhook_messages WHERE id = ?1"),
      succeed_(connection, "UPDATE webhooks SET last_success = ?2 WHERE name = ?1"),
      hurry_(connection,
             "UPDATE webhook_messages SET due_at = ?2, hurried = 1 WHERE webhook = ?1 AND status = 'waiting' "
             "AND hurried = 0 AND due_at > ?2"),
      troubled_(connection, "UPDATE webhooks SET last_trouble = ?2, last_trouble_at = ?3 WHERE name = ?1"),
      again_(connection,
             "UPDATE webhook_messages SET tries = tries + 1, tried_at = ?2, last_outcome = ?3, due_at = ?4 "
             "WHERE id = ?1 AND status = 'waiting'"),
      fail_(connection,
            "UPDATE webhook_messages SET tries = tries + 1, tried_at = ?2, last_outcome = ?3, "
            "status = 'failed' WHERE id = ?1 AND status = 'waiting'"),
      close_(connection, "UPDATE webhooks SET gone = 1 WHERE name = ?1"),
      fail_all_(connection, fail_all_sql),
      resend_one_(connection, std::string(again_from_the_beginning) + "message_id = ?3"),
      resend_failed_(connection, std::string(again_from_the_beginning) + "status = 'failed'") {}

Written WebhookWriter::write(const WebhookChange& change) {
    return std::visit([this](const auto& wanted) { return apply(wanted); }, change);
}

Written WebhookWriter::apply(const WebhookNaming& naming) {
    auto done = written(drop_others_.run(rows::write_strings(names_of(naming))));
    for (const WebhookName& name : naming.names) {
        if (done) done = written(put_name_.run(name.name, name.target));
        if (done) done = written(reopen_.run(name.name, name.target));
    }
    if (!done) return done;
    return written(forget_failed_.run(naming.now - webhook_failed_kept));
}

Written WebhookWriter::apply(const WebhookTaking& taking) {
    const auto moved = written(move_cursor_.run(taking.webhook, taking.from, taking.to));
    if (!moved) return moved;
    if (*moved != 1)
        return failure(conflict("webhook \"" + taking.webhook + "\" does not stand at event " +
                                std::to_string(taking.from)));
    for (const WebhookMessage& message : taking.messages)
        if (auto done = insert(message); !done) return done;
    return std::int64_t{0};
}

Written WebhookWriter::insert(const WebhookMessage& message) {
    return written(insert_.run(message.webhook, message.message_id, message.event_id, message.job_id,
                               message.type, message.body, message.made_at, message.due_at));
}

Written WebhookWriter::open(const std::string& webhook) {
    const auto opened = written(open_.run(webhook));
    if (opened && *opened != 1) return failure(not_there(webhook));
    return opened;
}

Written WebhookWriter::apply(const WebhookMessage& message) {
    if (auto opened = open(message.webhook); !opened) return opened;
    return insert(message);
}

Written WebhookWriter::apply(const WebhookTried& tried) {
    using Outcome = WebhookTried::Outcome;
    if (tried.outcome == Outcome::delivered) return delivered(tried);
    if (auto done = written(troubled_.run(tried.webhook, tried.words, tried.at)); !done) return done;
    if (tried.outcome == Outcome::gone) return closed(tried);
    if (tried.outcome == Outcome::again)
        return written(again_.run(tried.message, tried.at, tried.words, tried.due_at));
    if (auto done = written(fail_.run(tried.message, tried.at, tried.words)); !done) return done;
    return written(forget_failed_.run(tried.at - webhook_failed_kept));
}

Written WebhookWriter::delivered(const WebhookTried& tried) {
    if (auto done = written(delete_.run(tried.message)); !done) return done;
    if (auto done = written(succeed_.run(tried.webhook, tried.at)); !done) return done;
    return written(hurry_.run(tried.webhook, tried.at));
}

Written WebhookWriter::closed(const WebhookTried& tried) {
    if (auto done = written(close_.run(tried.webhook)); !done) return done;
    return written(fail_all_.run(tried.webhook, tried.at, tried.words));
}

Written WebhookWriter::apply(const WebhookResend& resend) {
    if (auto opened = open(resend.webhook); !opened) return opened;
    if (resend.message_id.empty()) return written(resend_failed_.run(resend.webhook, resend.now));
    return written(resend_one_.run(resend.webhook, resend.now, resend.message_id));
}

}  // namespace understudy
