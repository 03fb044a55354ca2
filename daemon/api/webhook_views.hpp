// How webhooks and their messages read, in the API and to their receivers.
#pragma once

#include <string>

#include "core/history.hpp"
#include "daemon/api/json.hpp"
#include "daemon/webhooks/webhook_desk.hpp"

namespace understudy::api {

/// `{name, url, events, unready, gone, waiting, failed, last_success, last_trouble: {at, words}, next_try}`.
[[nodiscard]] Json webhook_view(const WebhookView& view);
/// `{message_id, type, job_id, event_id, status, tries, made_at, next_try, last_outcome}`.
[[nodiscard]] Json webhook_message_view(const WebhookMessage& message);

/// What a receiver gets: `{type, timestamp, data: {event, job}}`, the event as the job's history shows it,
/// the job as its document does, but for its recordings and its progress. Of a test neither, and the
/// webhook's name. JSON on one line.
[[nodiscard]] std::string webhook_body(const std::string& type, Time at, const std::string& webhook,
                                       const HistoryEvent* event, const Job* job);

}  // namespace understudy::api
