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

// A name that is new, and leads where one led that is not named any more: that one's row under the new name.
// The one that was named last is meant.
constexpr const char* rename_sql =
    "INSERT INTO webhooks (name, target, cursor, gone, last_success, last_trouble, last_trouble_at, was) "
    "SELECT ?1, target, cursor, gone, last_success, last_trouble, last_trouble_at, name FROM webhooks "
    "WHERE target = ?2 AND name NOT IN (SELECT value FROM json_each(?3)) "
    "AND NOT EXISTS (SELECT 1 FROM webhooks WHERE name = ?1) "
    "ORDER BY orphaned_at IS NULL DESC, orphaned_at DESC, name LIMIT 1";

constexpr const char* insert_sql =
    "INSERT INTO webhook_messages (webhook, message_id, event_id, job_id, type, body, made_at, waits_since, "
    "due_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8)";

constexpr const char* fail_all_sql =
    "UPDATE webhook_messages SET status = 'failed', tried_at = ?2, last_outcome = ?3 "
    "WHERE webhook = ?1 AND status = 'waiting'";

constexpr const char* again_from_the_beginning =
    "UPDATE webhook_messages SET status = 'waiting', tries = 0, hurried = 0, due_at = ?2, waits_since = ?2 "
    "WHERE webhook = ?1 AND ";

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
    : rename_(connection, rename_sql),
      move_messages_(connection,
                     "UPDATE webhook_messages SET webhook = ?1 "
                     "WHERE webhook = (SELECT was FROM webhooks WHERE name = ?1)"),
      drop_renamed_(connection,
                    "DELETE FROM webhooks WHERE name = (SELECT was FROM webhooks WHERE name = ?1)"),
      orphan_others_(connection,
                     "UPDATE webhooks SET orphaned_at = ?2 WHERE orphaned_at IS NULL "
                     "AND name NOT IN (SELECT value FROM json_each(?1))"),
      find_again_(connection, "UPDATE webhooks SET orphaned_at = NULL WHERE name = ?1"),
      put_name_(connection, put_name_sql),
      reopen_(connection, "UPDATE webhooks SET target = ?2, gone = 0 WHERE name = ?1 AND target <> ?2"),
      drop_orphans_(connection, "DELETE FROM webhooks WHERE orphaned_at < ?1"),
      give_up_(connection, webhook_sql::give_up),
      forget_failed_(connection, webhook_sql::forget_failed),
      move_cursor_(connection, "UPDATE webhooks SET cursor = ?3 WHERE name = ?1 AND cursor = ?2"),
      insert_(connection, insert_sql),
      open_(connection, "UPDATE webhooks SET gone = 0 WHERE name = ?1"),
      delete_(connection, "DELETE FROM webhook_messages WHERE id = ?1"),
      succeed_(connection, "UPDATE webhooks SET last_success = ?2 WHERE name = ?1"),
      hurry_(connection, webhook_sql::hurry),
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
    const std::string all = rows::write_strings(names_of(naming));
    std::int64_t renamed = 0;
    for (const WebhookName& each : naming.names) {
        const Written done = name(each, all);
        if (!done) return done;
        renamed += *done;
    }
    if (auto done = written(orphan_others_.run(all, naming.now)); !done) return done;
    return renamed;
}

/// How many have a new name by it: none or one.
Written WebhookWriter::name(const WebhookName& name, const std::string& all) {
    auto renamed = rename(name, all);
    if (!renamed) return renamed;
    if (auto done = written(put_name_.run(name.name, name.target)); !done) return done;
    if (auto done = written(find_again_.run(name.name)); !done) return done;
    if (auto done = written(reopen_.run(name.name, name.target)); !done) return done;
    return renamed;
}

Written WebhookWriter::rename(const WebhookName& name, const std::string& all) {
    auto renamed = written(rename_.run(name.name, name.target, all));
    if (!renamed || *renamed == 0) return renamed;
    if (auto done = written(move_messages_.run(name.name)); !done) return done;
    if (auto done = written(drop_renamed_.run(name.name)); !done) return done;
    return renamed;
}

Written WebhookWriter::apply(const WebhookTidying& tidying) {
    const Time oldest = tidying.now - webhook_longest_age;
    if (auto done = written(drop_orphans_.run(oldest)); !done) return done;
    auto given_up = written(give_up_.run(oldest, tidying.now, webhook_too_old));
    if (!given_up) return given_up;
    if (auto done = written(forget_failed_.run(tidying.now - webhook_failed_kept)); !done) return done;
    return given_up;
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
    return written(fail_.run(tried.message, tried.at, tried.words));
}

Written WebhookWriter::delivered(const WebhookTried& tried) {
    if (auto done = written(delete_.run(tried.message)); !done) return done;
    if (auto done = written(succeed_.run(tried.webhook, tried.at)); !done) return done;
    return written(hurry_.run(tried.webhook, tried.at, webhook_hurried_at_once));
}

Written WebhookWriter::closed(const WebhookTried& tried) {
    if (auto done = written(close_.run(tried.webhook)); !done) return done;
    if (auto done = written(fail_.run(tried.message, tried.at, tried.words)); !done) return done;
    return written(fail_all_.run(tried.webhook, tried.at, tried.words));
}

Written WebhookWriter::apply(const WebhookResend& resend) {
    if (auto opened = open(resend.webhook); !opened) return opened;
    if (resend.message_id.empty()) return written(resend_failed_.run(resend.webhook, resend.now));
    return written(resend_one_.run(resend.webhook, resend.now, resend.message_id));
}

}  // namespace understudy
