// From the queue to the receivers.
#include <algorithm>

#include "core/webhook.hpp"
#include "daemon/webhooks/courier.hpp"

namespace understudy {

namespace {

constexpr seconds store_patience{5};
using End = WebhookTried::Outcome;

bool asks_to_wait(const WebhookAnswer& answer) {
    return answer.kind == WebhookAnswer::Kind::answered && (answer.status == 429 || answer.status == 503) &&
           answer.retry_after.has_value();
}

}  // namespace

void Courier::send(std::uint64_t id, Line& line) {
    if (!line.known || line.sending || line.send_at > steady()) return;
    if (line.unrecorded) {
        line.sending = true;
        ++in_flight_;
        return record(id, *std::exchange(line.unrecorded, std::nullopt));
    }
    const bool due = line.look || (line.due && *line.due <= steady());
    if (!due || line.gone || in_flight_ >= most_in_flight) return;
    line.sending = true;
    line.look = false;
    ++in_flight_;
    world_.queue.next(line.plan.name, world_.clock.wall(),
                      [this, id](auto next) { found(id, std::move(next)); });
}

void Courier::free_seat(Line& line) {
    line.sending = false;
    --in_flight_;
    wake_soon();
}

void Courier::found(std::uint64_t id, Result<WebhookNext, StoreTrouble> next) {
    Line* line = find(id);
    if (line == nullptr) {
        --in_flight_;
        return wake_soon();
    }
    if (stopping_) return;
    if (!next) {
        line->look = true;
        line->send_at = steady() + store_patience;
        return free_seat(*line);
    }
    if (!next->message) {
        line->due.reset();
        if (next->due_at)
            line->due = steady() + std::clamp<Duration>(*next->due_at - world_.clock.wall(), milliseconds{1},
                                                        webhook_longest_wait);
        return free_seat(*line);
    }
    last_served_ = id;
    const WebhookMessage& message = *next->message;
    world_.sender.send(message, world_.clock.wall(),
                       [this, id, message](const WebhookAnswer& answer) { answered(id, message, answer); });
}

void Courier::answered(std::uint64_t id, const WebhookMessage& message, const WebhookAnswer& answer) {
    Line* line = find(id);
    if (answer.kind == WebhookAnswer::Kind::unready) {
        if (line == nullptr) {
            --in_flight_;
            return wake_soon();
        }
        // Looked at again when the configuration is read anew: nothing else can change it.
        line->send_at = never;
        return free_seat(*line);
    }
    const WebhookTried tried = judged(message, answer);
    if (line != nullptr) {
        line->look = true;
        if (asks_to_wait(answer)) line->send_at = steady() + *answer.retry_after;
        tell_of(*line, message, tried);
    }
    counts_.delivered += tried.outcome == End::delivered ? 1 : 0;
    counts_.tried_again += tried.outcome == End::again ? 1 : 0;
    counts_.failed += tried.outcome == End::failed || tried.outcome == End::gone ? 1 : 0;
    record(id, tried);
}

WebhookTried Courier::judged(const WebhookMessage& message, const WebhookAnswer& answer) {
    WebhookTried tried{message.webhook, message.id, End::again, answer.words, world_.clock.wall(), {}};
    const bool is_answer = answer.kind == WebhookAnswer::Kind::answered;
    if (is_answer && answer.status >= 200 && answer.status < 300) {
        tried.outcome = End::delivered;
    } else if (is_answer && answer.status == 410) {
        tried.outcome = End::gone;
    } else if (const auto wait = webhook_wait(message.tries + 1, world_.entropy.dice(), answer.retry_after)) {
        tried.due_at = tried.at + *wait;
    } else {
        tried.outcome = End::failed;
    }
    return tried;
}

/// A receiver that is away is said once, and when it is back; a message that is given up each time.
void Courier::tell_of(Line& line, const WebhookMessage& message, const WebhookTried& tried) {
    const std::string who = "webhook " + line.plan.name + ": ";
    const bool was_troubled = std::exchange(line.troubled, tried.outcome != End::delivered);
    if (tried.outcome == End::delivered) {
        if (was_troubled) world_.tell(who + "messages are delivered again", false);
    } else if (tried.outcome == End::gone) {
        world_.tell(
            who +
                "its receiver is gone (410): nothing more is sent until the configuration changes, or "
                "understudy webhooks resend " +
                line.plan.name,
            true);
    } else if (tried.outcome == End::failed) {
        world_.tell(who + message.message_id + " (" + message.type + ") is given up after " +
                        std::to_string(webhook_tries) + " tries: " + tried.words,
                    true);
    } else if (!was_troubled) {
        world_.tell(who + message.message_id + " (" + message.type + ") was not delivered: " + tried.words +
                        "; tried again in " + in_words(tried.due_at - tried.at),
                    true);
    }
}

/// Until the queue has it, nothing else is sent to that receiver: the message would be the same one.
void Courier::record(std::uint64_t id, WebhookTried tried) {
    world_.queue.tried(tried, [this, id, tried](const Result<Nothing, StoreTrouble>& done) {
        Line* line = find(id);
        if (line == nullptr) {
            --in_flight_;
            return wake_soon();
        }
        if (!done) {
            line->unrecorded = tried;
            line->send_at = std::max(line->send_at, steady() + store_patience);
        } else {
            line->gone = line->gone || tried.outcome == End::gone;
            look_at_standings();
        }
        free_seat(*line);
    });
}

}  // namespace understudy
