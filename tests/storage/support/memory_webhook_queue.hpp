// The queue of webhooks' messages in memory, for tests on a virtual clock: it passes the same tests as the
// production one.
#pragma once

#include <algorithm>
#include <functional>
#include <map>

#include "core/webhook.hpp"
#include "core/webhook_queue.hpp"

namespace understudy::testing {

class MemoryWebhookQueue : public WebhookQueue {
  public:
    explicit MemoryWebhookQueue(std::function<void(std::function<void()>)> post) : post_(std::move(post)) {}

    std::int64_t newest_event = 0;  ///< of the history
    bool away = false;              ///< nothing can be read or written

    void name_webhooks(std::vector<WebhookName> names, Time now, StoreReply<std::int64_t> reply) override {
        answer<std::int64_t>(std::move(reply),
                             [this, names = std::move(names), now]() -> Result<std::int64_t, StoreTrouble> {
                                 std::int64_t renamed = 0;
                                 for (const WebhookName& each : names) renamed += name(each, names) ? 1 : 0;
                                 for (auto& [name, row] : rows_)
                                     if (!is_in(names, name) && !row.standing.orphaned_at)
                                         row.standing.orphaned_at = now;
                                 return renamed;
                             });
    }
    void tidy(Time now, StoreReply<std::int64_t> reply) override {
        answer<std::int64_t>(std::move(reply), [this, now]() -> Result<std::int64_t, StoreTrouble> {
            const Time oldest = now - webhook_longest_age;
            std::erase_if(rows_, [&](const auto& row) {
                return row.second.standing.orphaned_at.value_or(Time::max()) < oldest;
            });
            std::erase_if(messages_, [&](const Kept& kept) { return !rows_.contains(kept.message.webhook); });
            std::int64_t given_up = 0;
            for (Kept& kept : messages_) {
                if (kept.message.failed || kept.waits_since >= oldest) continue;
                kept.message.failed = true;
                kept.tried_at = now;
                std::string& outcome = kept.message.last_outcome;
                outcome = webhook_too_old + (outcome.empty() ? "" : "; " + outcome);
                ++given_up;
            }
            forget(now);
            return given_up;
        });
    }
    void take(WebhookTaking taking, StoreReply<Nothing> reply) override {
        change(std::move(reply), [this, taking = std::move(taking)]() -> Done {
            const auto row = rows_.find(taking.webhook);
            if (row == rows_.end() || row->second.standing.cursor != taking.from)
                return failure(StoreTrouble{StoreTrouble::Kind::conflict, "it stands elsewhere"});
            for (const Kept& kept : messages_)
                for (const WebhookMessage& message : taking.messages)
                    if (kept.message.webhook == message.webhook &&
                        kept.message.message_id == message.message_id)
                        return failure(StoreTrouble{StoreTrouble::Kind::conflict, "it is there already"});
            row->second.standing.cursor = taking.to;
            for (const WebhookMessage& message : taking.messages) add(message);
            return Nothing{};
        });
    }
    void put(WebhookMessage message, StoreReply<Nothing> reply) override {
        change(std::move(reply), [this, message = std::move(message)]() -> Done {
            const auto row = rows_.find(message.webhook);
            if (row == rows_.end()) return failure(not_there());
            row->second.standing.gone = false;
            add(message);
            return Nothing{};
        });
    }
    void tried(WebhookTried tried, StoreReply<Nothing> reply) override {
        change(std::move(reply), [this, tried = std::move(tried)]() -> Done {
            note(tried);
            return Nothing{};
        });
    }
    void resend(std::string webhook, std::string message_id, Time now,
                StoreReply<std::int64_t> reply) override {
        answer<std::int64_t>(std::move(reply), [=, this]() -> Result<std::int64_t, StoreTrouble> {
            const auto row = rows_.find(webhook);
            if (row == rows_.end()) return failure(not_there());
            row->second.standing.gone = false;
            std::int64_t count = 0;
            for (Kept& kept : messages_) {
                const bool meant =
                    message_id.empty() ? kept.message.failed : kept.message.message_id == message_id;
                if (kept.message.webhook != webhook || !meant) continue;
                kept.message.failed = kept.hurried = false;
                kept.message.tries = 0;
                kept.message.due_at = kept.waits_since = now;
                ++count;
            }
            return count;
        });
    }
    void next(std::string webhook, Time now, StoreReply<WebhookNext> reply) override {
        answer<WebhookNext>(std::move(reply), [=, this]() -> Result<WebhookNext, StoreTrouble> {
            std::map<std::pair<Time, std::int64_t>, const WebhookMessage*> waiting;
            for (const Kept& kept : messages_)
                if (kept.message.webhook == webhook && !kept.message.failed)
                    waiting[{kept.message.due_at, kept.message.id}] = &kept.message;
            if (waiting.empty()) return WebhookNext{};
            const WebhookMessage& first = *waiting.begin()->second;
            const WebhookMessage& last = *waiting.rbegin()->second;
            if (first.due_at <= now) return WebhookNext{first, {}};
            if (last.due_at > now + webhook_longest_wait) return WebhookNext{last, {}};
            return WebhookNext{{}, first.due_at};
        });
    }
    void standings(StoreReply<std::vector<WebhookStanding>> reply) override {
        using Standings = std::vector<WebhookStanding>;
        answer<Standings>(std::move(reply), [this]() -> Result<Standings, StoreTrouble> {
            Standings all;
            for (const auto& [name, row] : rows_) all.push_back(counted(row.standing));
            return all;
        });
    }
    void list_messages(WebhookMessageQuery query, StoreReply<std::vector<WebhookMessage>> reply) override {
        using Messages = std::vector<WebhookMessage>;
        answer<Messages>(std::move(reply), [=, this]() -> Result<Messages, StoreTrouble> {
            Messages found;
            for (const Kept& kept : messages_)
                if (kept.message.webhook == query.webhook && kept.message.id > query.after_id &&
                    kept.message.failed == query.failed.value_or(kept.message.failed) &&
                    found.size() < query.limit)
                    found.push_back(kept.message);
            return found;
        });
    }

  private:
    using Done = Result<Nothing, StoreTrouble>;
    struct Row {
        std::string target;
        WebhookStanding standing;
    };
    struct Kept {
        WebhookMessage message;
        Time waits_since{};
        bool hurried = false;
        Time tried_at{};
    };

    static StoreTrouble not_there() { return {StoreTrouble::Kind::not_found, "there is none"}; }

    template <class T>
    void answer(StoreReply<T> reply, std::function<Result<T, StoreTrouble>()> work) {
        post_([this, reply = std::move(reply), work = std::move(work)] {
            auto done = away ? Result<T, StoreTrouble>(
                                   failure(StoreTrouble{StoreTrouble::Kind::unavailable, "the disk is away"}))
                             : work();
            post_([reply, done = std::move(done)] { reply(done); });
        });
    }
    void change(StoreReply<Nothing> reply, std::function<Done()> work) {
        answer<Nothing>(std::move(reply), std::move(work));
    }

    void add(WebhookMessage message) {
        message.id = ++last_id_;
        const Time made_at = message.made_at;
        messages_.push_back({std::move(message), made_at});
    }
    static bool is_in(const std::vector<WebhookName>& names, const std::string& name) {
        return std::any_of(names.begin(), names.end(), [&](const auto& each) { return each.name == name; });
    }
    /// The row that led there, and is not named any more; of several the one that was named last.
    std::map<std::string, Row>::iterator renamed(const WebhookName& name,
                                                 const std::vector<WebhookName>& names) {
        auto found = rows_.end();
        const auto since = [](const auto& row) {
            return row->second.standing.orphaned_at.value_or(Time::max());
        };
        for (auto row = rows_.begin(); row != rows_.end(); ++row)
            if (row->second.target == name.target && !is_in(names, row->first) &&
                (found == rows_.end() || since(row) > since(found)))
                found = row;
        return found;
    }
    /// Has it an older one's place under a new name?
    bool name(const WebhookName& name, const std::vector<WebhookName>& names) {
        const bool is_new = !rows_.contains(name.name);
        const auto old = is_new ? renamed(name, names) : rows_.end();
        const bool is_renamed = old != rows_.end();
        Row& row = rows_[name.name];
        if (is_renamed) {
            row = old->second;
            row.standing.was = old->first;
            for (Kept& kept : messages_)
                if (kept.message.webhook == old->first) kept.message.webhook = name.name;
            rows_.erase(old);
        } else if (is_new) {
            row.standing.cursor = newest_event;
        }
        row.standing.name = name.name;
        row.standing.orphaned_at.reset();
        if (row.target != name.target) row.standing.gone = false;
        row.target = name.target;
        return is_renamed;
    }
    void forget(Time now) {
        std::erase_if(messages_, [&](const Kept& kept) {
            return kept.message.failed && kept.tried_at < now - webhook_failed_kept;
        });
    }
    void note(const WebhookTried& tried) {
        using End = WebhookTried::Outcome;
        const auto row = rows_.find(tried.webhook);
        if (row == rows_.end()) return;
        if (tried.outcome == End::delivered) {
            std::erase_if(messages_, [&](const Kept& kept) { return kept.message.id == tried.message; });
            row->second.standing.last_success = tried.at;
            std::int64_t hurried = 0;
            for (Kept& kept : messages_)
                if (kept.message.webhook == tried.webhook && !kept.message.failed && !kept.hurried &&
                    kept.message.tries > 0 && hurried++ < webhook_hurried_at_once) {
                    kept.message.due_at = std::min({kept.message.due_at, kept.message.made_at, tried.at});
                    kept.hurried = true;
                }
            return;
        }
        row->second.standing.last_trouble = tried.words;
        row->second.standing.last_trouble_at = tried.at;
        row->second.standing.gone = row->second.standing.gone || tried.outcome == End::gone;
        for (Kept& kept : messages_) {
            const bool all = tried.outcome == End::gone && kept.message.webhook == tried.webhook;
            if (kept.message.failed || (kept.message.id != tried.message && !all)) continue;
            kept.message.tries += kept.message.id == tried.message ? 1 : 0;
            kept.message.last_outcome = tried.words;
            kept.message.failed = tried.outcome != End::again;
            kept.tried_at = tried.at;
            if (tried.outcome == End::again) kept.message.due_at = tried.due_at;
        }
    }
    [[nodiscard]] WebhookStanding counted(WebhookStanding standing) const {
        for (const Kept& kept : messages_) {
            if (kept.message.webhook != standing.name) continue;
            ++(kept.message.failed ? standing.failed : standing.waiting);
            if (!kept.message.failed)
                standing.next_try = std::min(standing.next_try.value_or(Time::max()), kept.message.due_at);
        }
        return standing;
    }

    std::function<void(std::function<void()>)> post_;
    std::map<std::string, Row> rows_;
    std::vector<Kept> messages_;
    std::int64_t last_id_ = 0;
};

}  // namespace understudy::testing
