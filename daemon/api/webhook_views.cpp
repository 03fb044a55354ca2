#include "daemon/api/webhook_views.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/without_folders.hpp"
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

/// A person's own words, which are sent as they are.
bool is_own_words(const std::string& name) {
    static constexpr std::array own{"name", "description", "labels"};
    return std::find(own.begin(), own.end(), name) != own.end();
}

/// In every text below it, however deep.
void cut_folders(Json& value, const std::vector<std::string>& known) {
    if (value.is_string()) value = without_folders(value.get<std::string>(), known);
    if (!value.is_structured()) return;
    for (auto member = value.begin(); member != value.end(); ++member)
        if (!value.is_object() || !is_own_words(member.key())) cut_folders(*member, known);
}

/// Paths of this machine and counts of bytes are nobody's business outside.
Json job_outside(const Job& job) {
    Json document = job_view({job, 0, nullptr});
    for (const char* name : {"recordings", "progress", "preflight"}) document.erase(name);
    cut_folders(document, job.spec.paths);
    return document;
}

Json event_outside(const HistoryEvent& event, const Job* job) {
    Json document = event_view(event);
    cut_folders(document, job == nullptr ? std::vector<std::string>{} : job->spec.paths);
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
                  {"next_try", time_or_null(standing.next_try)},
                  {"orphaned_at", time_or_null(standing.orphaned_at)}};
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
    data["event"] = event == nullptr ? Json(nullptr) : event_outside(*event, job);
    data["job"] = job == nullptr ? Json(nullptr) : job_outside(*job);
    const Json body{{"type", type}, {"timestamp", to_rfc3339(at)}, {"data", std::move(data)}};
    return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace understudy::api
