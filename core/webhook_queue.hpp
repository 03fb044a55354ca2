// The port to the durable queue of webhooks' messages, which is filled from the history. Production:
// storage/, which is the Store, too. Like a store's: called on the I/O thread, replies come there, later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/store.hpp"

namespace understudy {

/// A message to one receiver. What is sent of it is the same at every try, but for its time and signature.
struct WebhookMessage {
    std::int64_t id = 0;  ///< given by the queue: rises, never used twice
    std::string webhook;
    std::string message_id;     ///< the receiver's: see webhook_message_id
    std::int64_t event_id = 0;  ///< 0: of no event
    std::string job_id;         ///< "": of no job
    std::string type;
    std::string body;  ///< JSON
    Time made_at{};
    int tries = 0;  ///< that failed, since a person asked for it again
    Time due_at{};
    std::string last_outcome{};  ///< of the last try, for people; "" before it
    bool failed = false;         ///< no try is left
    bool operator==(const WebhookMessage&) const = default;
};

/// A webhook as it is configured.
struct WebhookName {
    std::string name;
    std::string target;  ///< a digest of where it leads and of what it asks for
};

/// A webhook as it stands.
struct WebhookStanding {
    std::string name;
    std::int64_t cursor = 0;  ///< the history up to this event was looked at for it
    bool gone = false;        ///< its receiver said 410: nothing is sent, and nothing new is queued
    std::int64_t waiting = 0, failed = 0;
    std::optional<Time> last_success;
    std::string last_trouble;  ///< "" when there was none
    std::optional<Time> last_trouble_at, next_try;
    std::optional<Time> orphaned_at{};  ///< no configuration has named it since then
    std::string was{};                  ///< its name before it was given this one; "" for none
    bool operator==(const WebhookStanding&) const = default;
};

/// The history from behind `from` up to `to` was looked at: these are the messages of it.
struct WebhookTaking {
    std::string webhook;
    std::int64_t from = 0, to = 0;
    std::vector<WebhookMessage> messages;  ///< in the order of their events; `id` is given by the queue
};

/// What a try came to.
struct WebhookTried {
    enum class Outcome {
        delivered,  ///< the message goes; the oldest that failed before are due now, each once
        again,      ///< due again at `due_at`
        failed,     ///< no try is left
        gone,       ///< 410: the webhook is closed, and all that waits has failed
    };
    std::string webhook;
    std::int64_t message = 0;
    Outcome outcome = Outcome::again;
    std::string words;  ///< for people
    Time at{}, due_at{};
};

struct WebhookNext {
    std::optional<WebhookMessage> message;  ///< the one that has been due for longest
    std::optional<Time> due_at;             ///< none is due before then; nullopt: none waits
};

struct WebhookMessageQuery {
    std::string webhook;
    std::optional<bool> failed;  ///< only those that failed, or only those that wait
    std::int64_t after_id = 0;
    std::size_t limit = 100;  ///< at most 1,000
};

class WebhookQueue {
  public:
    virtual ~WebhookQueue() = default;

    /// These and no others from now on. A new one begins behind the newest event, unless it leads where one
    /// led that is not named any more: then it is that one, with its place and its messages. One that is not
    /// named any more is an orphan: it keeps its place and its messages until it is named again, or `tidy`
    /// drops it. One that leads elsewhere than before is open again. The answer: how many have a new name.
    virtual void name_webhooks(std::vector<WebhookName> names, Time now, StoreReply<std::int64_t> reply) = 0;
    /// What has waited for longer than `webhook_longest_age` has failed; orphans that are older are dropped,
    /// and failed messages that are older than `webhook_failed_kept`. The answer: how many failed by it.
    virtual void tidy(Time now, StoreReply<std::int64_t> reply) = 0;
    /// One transaction: the messages and how far was looked. `conflict`, and nothing of it: the webhook does
    /// not stand at `from`.
    virtual void take(WebhookTaking taking, StoreReply<Nothing> reply) = 0;
    /// A message of no event. Opens a webhook that was closed. `not_found`: there is no such webhook.
    virtual void put(WebhookMessage message, StoreReply<Nothing> reply) = 0;
    /// Nothing is done about a message that is not there any more.
    virtual void tried(WebhookTried tried, StoreReply<Nothing> reply) = 0;
    /// Has it tried again from the beginning, at once; "": all that failed. How many those are. Opens a
    /// webhook that was closed. `not_found`: there is no such webhook.
    virtual void resend(std::string webhook, std::string message_id, Time now,
                        StoreReply<std::int64_t> reply) = 0;

    virtual void next(std::string webhook, Time now, StoreReply<WebhookNext> reply) = 0;
    /// By name.
    virtual void standings(StoreReply<std::vector<WebhookStanding>> reply) = 0;
    /// The oldest first.
    virtual void list_messages(WebhookMessageQuery query, StoreReply<std::vector<WebhookMessage>> reply) = 0;
};

}  // namespace understudy
