#include "daemon/api/views.hpp"

#include <nlohmann/json.hpp>

#include "core/words.hpp"
#include "daemon/api/object.hpp"
#include "daemon/api/preflight_views.hpp"

namespace understudy::api {

namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json time_or_null(const std::optional<Time>& time) { return time ? Json(to_rfc3339(*time)) : Json(nullptr); }

Json retry_at(const Job& job) {
    const auto* failed = std::get_if<Failed>(&job.state);
    return failed == nullptr ? Json(nullptr) : time_or_null(failed->retry_at);
}

Json hold_view(const std::optional<Hold>& hold) {
    if (!hold) return nullptr;
    return {{"reason", to_word(hold->reason)}, {"since", to_rfc3339(hold->since)}, {"needs", hold->needs}};
}

Json voices_view(const Job& job) {
    Json voices = Json::array();
    if (const auto* completed = std::get_if<Completed>(&job.state))
        for (const CloudVoice& voice : completed->voices)
            voices.push_back({{"id", voice.id}, {"name", voice.name}});
    return voices;
}

Object progress_view(const Tally& tally, std::uint64_t bytes_in_flight) {
    return {{"files_total", tally.files_total},
            {"files_measured", tally.files_measured},
            {"files_done", tally.files_done},
            {"bytes_total", tally.bytes_total},
            {"bytes_sent", tally.bytes_done + bytes_in_flight}};
}

Json error_view(const std::optional<JobError>& error) {
    if (!error) return nullptr;
    return {{"type", error->type},
            {"title", error->title},
            {"detail", error->detail},
            {"http_status", error->http_status ? Json(*error->http_status) : Json(nullptr)},
            {"request_id", text_or_null(error->request_id)},
            {"at", to_rfc3339(error->at)}};
}

Object job_object(const JobView& view) {
    const Job& job = view.job;
    Json labels = Json::object();
    for (const auto& [key, value] : job.spec.labels) labels[key] = value;
    const auto* completed = std::get_if<Completed>(&job.state);
    return {{"id", job.id},
            {"name", job.spec.name},
            {"description", job.spec.description},
            {"language", job.spec.language},
            {"model_id", job.spec.model_id},
            {"accent", text_or_null(job.spec.accent)},
            {"state", state_word(job.state)},
            {"attempt", job.attempt},
            {"max_attempts", job.spec.max_attempts},
            {"retry_at", retry_at(job)},
            {"hold", hold_view(job.hold)},
            {"recordings", Json(job.spec.paths)},
            {"dataset_id", text_or_null(job.dataset_id)},
            {"deleted_dataset_id", text_or_null(completed ? completed->deleted_dataset_id : "")},
            {"fine_tune_id", text_or_null(fine_tune_of(job))},
            {"voices", voices_view(job)},
            {"progress", progress_view(job.tally, view.bytes_in_flight)},
            {"preflight", judgement_view(view)},
            {"error", error_view(job.error)},
            {"labels", std::move(labels)},
            {"priority", job.spec.priority},
            {"parent_id", text_or_null(job.parent_id)},
            {"created_at", to_rfc3339(job.created_at)},
            {"updated_at", to_rfc3339(job.updated_at)}};
}

}  // namespace

Json job_view(const JobView& view) { return job_object(view); }

std::string job_tag(const Edition& edition) {
    return "\"" + std::to_string(edition.revision) + "-" +
           std::to_string(edition.updated_at.time_since_epoch().count()) + "-" +
           std::to_string(edition.bytes_in_flight) + "\"";
}

Json event_view(const HistoryEvent& event) {
    Json data = Json::object();
    for (const auto& [name, value] : event.data) data[name] = value;
    return {{"id", event.id},         {"at", to_rfc3339(event.at)}, {"type", event.type},
            {"job_id", event.job_id}, {"state", event.state},       {"attempt", event.attempt},
            {"cause", event.cause},   {"data", std::move(data)}};
}

Json progress_event_view(const JobProgress& progress) {
    return {{"job_id", progress.job_id},
            {"state", progress.state},
            {"progress", progress_view(progress.tally, progress.bytes_in_flight)}};
}

Json explanation_view(const std::string& job_id, const Explanation& explanation) {
    const auto& place = explanation.queue_position;
    return {{"job_id", job_id},
            {"state", explanation.state},
            {"step", text_or_null(explanation.step)},
            {"waits_for", to_word(explanation.waits_for)},
            {"why", explanation.why},
            {"next", explanation.next},
            {"next_at", time_or_null(explanation.next_at)},
            {"needs", text_or_null(explanation.needs)},
            {"if_canceled", explanation.if_canceled},
            {"attempts_left", explanation.attempts_left},
            {"queue_position", place ? Json(place->position) : Json(nullptr)},
            {"queue_length", place ? Json(place->length) : Json(nullptr)}};
}

Json checkup_view(const Checks& checks) {
    Json list = Json::array();
    for (const Check& check : checks)
        list.push_back({{"name", check.name},
                        {"subject", text_or_null(check.subject)},
                        {"verdict", to_word(check.verdict)},
                        {"words", check.words},
                        {"cure", text_or_null(check.cure)}});
    return {{"verdict", to_word(worst_of(checks))}, {"version", UNDERSTUDY_VERSION}, {"checks", list}};
}

Json page_view(Json data, const std::string& next_cursor) {
    return {{"data", std::move(data)}, {"next_cursor", text_or_null(next_cursor)}};
}

}  // namespace understudy::api
