#include "cli/documents.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/json_reading.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

std::optional<Hold> read_hold(const Json& job) {
    const Json* hold = member(job, "hold");
    if (hold == nullptr || !hold->is_object()) return std::nullopt;
    return Hold{text_in(*hold, "reason"), text_in(*hold, "needs"), parse_time(text_in(*hold, "since"))};
}

std::optional<JobError> read_error(const Json& job) {
    const Json* error = member(job, "error");
    if (error == nullptr || !error->is_object()) return std::nullopt;
    std::optional<int> status;
    if (const auto number = number_in(*error, "http_status"))
        status = static_cast<int>(std::clamp(*number, 0.0, 999.0));
    return JobError{text_in(*error, "type"), text_in(*error, "title"), text_in(*error, "detail"),
                    text_in(*error, "request_id"), status};
}

std::vector<Voice> read_voices(const Json& job) {
    std::vector<Voice> voices;
    for (const Json& voice : array_in(job, "voices"))
        voices.push_back({text_in(voice, "id"), text_in(voice, "name")});
    return voices;
}

std::vector<std::pair<std::string, std::string>> read_labels(const Json& job) {
    std::vector<std::pair<std::string, std::string>> labels;
    if (const Json* object = member(job, "labels"); object != nullptr && object->is_object())
        for (const auto& [key, value] : object->items()) labels.emplace_back(key, as_text(value));
    return labels;
}

Progress read_progress(const Json& job) {
    const Json* progress = member(job, "progress");
    if (progress == nullptr) return {};
    return {count_in(*progress, "files_total"), count_in(*progress, "files_done"),
            count_in(*progress, "bytes_total"), count_in(*progress, "bytes_sent"),
            count_in(*progress, "files_measured")};
}

Judgement read_judgement(const Json& job) {
    const Json* preflight = member(job, "preflight");
    if (preflight == nullptr) return {};
    Judgement judgement{text_in(*preflight, "verdict"), {}};
    for (const Json& reason : array_in(*preflight, "reasons"))
        judgement.reasons.push_back(text_in(reason, "detail"));
    return judgement;
}

void read_texts(const Json& json, Job& job) {
    job.name = text_in(json, "name");
    job.description = text_in(json, "description");
    job.language = text_in(json, "language");
    job.model_id = text_in(json, "model_id");
    job.dataset_id = text_in(json, "dataset_id");
    job.fine_tune_id = text_in(json, "fine_tune_id");
    job.deleted_dataset_id = text_in(json, "deleted_dataset_id");
    job.parent_id = text_in(json, "parent_id");
}

std::optional<Job> job_of(const Json& json) {
    Job job;
    job.id = text_in(json, "id");
    job.state = text_in(json, "state");
    if (job.id.empty() || job.state.empty()) return std::nullopt;
    read_texts(json, job);
    job.attempt = static_cast<int>(count_in(json, "attempt"));
    job.max_attempts = static_cast<int>(count_in(json, "max_attempts"));
    job.retry_at = parse_time(text_in(json, "retry_at"));
    job.created_at = parse_time(text_in(json, "created_at"));
    job.updated_at = parse_time(text_in(json, "updated_at"));
    job.hold = read_hold(json);
    job.recordings = texts_in(json, "recordings");
    job.ignored = texts_in(json, "ignored");
    job.voices = read_voices(json);
    job.progress = read_progress(json);
    job.preflight = read_judgement(json);
    job.error = read_error(json);
    job.labels = read_labels(json);
    job.reuse = reuse_words(json);
    job.document = dumped(json);
    return job;
}

/// What happened comes first, then the fields, those of `data` as if they were the event's own.
void add_rest(const Json& json, Event& event) {
    for (const auto& [key, value] : json.items()) {
        const bool shown = key == "id" || key == "at" || key == "type" || key == "job_id" || key == "cause";
        if (shown || value.is_null()) continue;
        if (value.is_object())
            add_rest(value, event);
        else
            event.rest.emplace_back(key, as_text(value));
    }
}

Event event_of(const Json& json) {
    Event event{
        text_in(json, "id"), text_in(json, "at"),    text_in(json, "type"), text_in(json, "cause"), {},
        dumped(json),        text_in(json, "job_id")};
    add_rest(json, event);
    return event;
}

bool is_page(const Json& json) {
    const Json* data = member(json, "data");
    return data != nullptr && data->is_array();
}

}  // namespace

std::optional<Job> read_job(std::string_view json) {
    const auto parsed = parsed_json(json);
    return parsed ? job_of(*parsed) : std::nullopt;
}

std::string read_sign_in_link(std::string_view json) {
    const auto link = parsed_json(json);
    return link ? text_in(*link, "url") : "";
}

std::optional<JobPage> read_job_page(std::string_view json) {
    const auto parsed = parsed_json(json);
    if (!parsed || !is_page(*parsed)) return std::nullopt;
    JobPage page{{}, text_in(*parsed, "next_cursor")};
    for (const Json& entry : array_in(*parsed, "data")) {
        auto job = job_of(entry);
        if (!job) return std::nullopt;
        page.jobs.push_back(*std::move(job));
    }
    return page;
}

std::optional<Event> read_event(std::string_view json) {
    const auto parsed = parsed_json(json);
    if (!parsed || !parsed->is_object()) return std::nullopt;
    return event_of(*parsed);
}

std::optional<EventPage> read_event_page(std::string_view json) {
    const auto parsed = parsed_json(json);
    if (!parsed || !is_page(*parsed)) return std::nullopt;
    EventPage page{{}, text_in(*parsed, "next_cursor")};
    for (const Json& entry : array_in(*parsed, "data")) {
        if (!entry.is_object()) return std::nullopt;
        page.events.push_back(event_of(entry));
    }
    return page;
}

}  // namespace understudy::cli
