// The store as the queue of webhooks' messages.
#include "storage/sqlite_store_parts.hpp"

namespace understudy {

namespace {

/// The answer of a change that counts.
std::function<void(ChangeAnswer)> with_count(StoreReply<std::int64_t> reply) {
    return [reply = std::move(reply)](ChangeAnswer answer) {
        if (!answer) return reply(failure(std::move(answer.error())));
        reply(answer->at(0));
    };
}

}  // namespace

void SqliteStore::name_webhooks(std::vector<WebhookName> names, Time now, StoreReply<std::int64_t> reply) {
    impl_->change(WebhookChange(WebhookNaming{std::move(names), now}), with_count(std::move(reply)));
}

void SqliteStore::tidy(Time now, StoreReply<std::int64_t> reply) {
    impl_->change(WebhookChange(WebhookTidying{now}), with_count(std::move(reply)));
}

void SqliteStore::take(WebhookTaking taking, StoreReply<Nothing> reply) {
    impl_->change(WebhookChange(std::move(taking)), without_ids(std::move(reply)));
}

void SqliteStore::put(WebhookMessage message, StoreReply<Nothing> reply) {
    impl_->change(WebhookChange(std::move(message)), without_ids(std::move(reply)));
}

void SqliteStore::tried(WebhookTried tried, StoreReply<Nothing> reply) {
    impl_->change(WebhookChange(std::move(tried)), without_ids(std::move(reply)));
}

void SqliteStore::resend(std::string webhook, std::string message_id, Time now,
                         StoreReply<std::int64_t> reply) {
    WebhookResend resend{std::move(webhook), std::move(message_id), now};
    impl_->change(WebhookChange(std::move(resend)), with_count(std::move(reply)));
}

void SqliteStore::next(std::string webhook, Time now, StoreReply<WebhookNext> reply) {
    impl_->ask<WebhookNext>(std::move(reply), [webhook = std::move(webhook), now](Reader& reader) {
        return reader.webhooks().next(webhook, now);
    });
}

void SqliteStore::standings(StoreReply<std::vector<WebhookStanding>> reply) {
    impl_->ask<std::vector<WebhookStanding>>(std::move(reply),
                                             [](Reader& reader) { return reader.webhooks().standings(); });
}

void SqliteStore::list_messages(WebhookMessageQuery query, StoreReply<std::vector<WebhookMessage>> reply) {
    impl_->ask<std::vector<WebhookMessage>>(std::move(reply), [query = std::move(query)](Reader& reader) {
        return reader.webhooks().list(query);
    });
}

}  // namespace understudy
