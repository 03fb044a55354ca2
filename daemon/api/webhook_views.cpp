#include "daemon/api/webhook_views.hpp"

#include <nlohmann/json.hpp>

#include "daemon/api/object.hpp"
#include "daemon/api/views.hpp"

namespace understudy::api {

namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json time_or_null(const std::optional<Time>& time) { return time ? Json(to_rfc3339(*time)) : Json(nullptr); }

Json trouble_view(const WebhookStanding& standing) {
    if (!standing.last_trouble_at) return nullptr;
    return {{"at", to_rfc3339(*standing.last_trouble_at)}, {"words", standing.last_trouble}};
}

/// Paths of this machine and counts of bytes are nobody's business outside.
Json job_outside(const Job& job) {
    Json document = job_view({job, 0, nullptr});
    for (const char* name : {"recordings", "progress", "preflight"}) document.erase(name);
    return document;
}

}  // namespace

Json webhook_view(const WebhookView& view) {
    const WebhookStanding& standing = view.standing;
    return Object{{"name", view.name},
                  {"url", view.url},
                  {"events", Json(view.events)},
                  {"unready", text_or_null(view.unready)},
                  {"gone", standing.gone},
                  {"waiting", standing.waiting},
                  {"failed", standing.failed},
                  {"last_success", time_or_null(standing.last_success)},
                  {"last_trouble", trouble_view(standing)},
                  {"next_try", time_or_null(standing.next_try)}};
}

Json webhook_message_view(const WebhookMessage& message) {
    return Object{{"message_id", message.message_id},
                  {"type", message.type},
                  {"job_id", text_or_null(message.job_id)},
                  {"event_id", message.event_id == 0 ? Json(nullptr) : Json(message.event_id)},
                  {"status", message.failed ? "failed" : "waiting"},
                  {"tries", message.tries},
                  {"made_at", to_rfc3339(message.made_at)},
                  {"next_try", message.failed ? Json(nullptr) : Json(to_rfc3339(message.due_at))},
                  {"last_outcome", text_or_null(message.last_outcome)}};
}

std::string webhook_body(const std::string& type, Time at, const std::string& webhook,
                         const HistoryEvent* event, const Job* job) {
    Json data = Json::object();
    if (event == nullptr) data["webhook"] = webhook;
    data["event"] = event == nullptr ? Json(nullptr) : event_view(*event);
    data["job"] = job == nullptr ? Json(nullptr) : job_outside(*job);
    const Json body{{"type", type}, {"timestamp", to_rfc3339(at)}, {"data", std::move(data)}};
    return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace understudy::api
