// How jobs, their history and the findings on their recordings read in the API.
#pragma once

#include "daemon/api/json.hpp"
#include "daemon/driver/desk.hpp"

namespace understudy::api {

/// The design's «A job reads»: what is not there yet is null, times are RFC 3339 in UTC.
[[nodiscard]] Json job_view(const JobView& view);
/// An ETag, with its quotes.
[[nodiscard]] std::string job_tag(const Edition& edition);
/// `{id, at, type, job_id, state, attempt, cause, data}`.
[[nodiscard]] Json event_view(const HistoryEvent& event);
/// `{job_id, state, progress}`, the progress as in the job's document.
[[nodiscard]] Json progress_event_view(const JobProgress& progress);
/// `{job_id, state, step, waits_for, why, next, next_at, needs, if_canceled, attempts_left, queue_position,
/// queue_length}`.
[[nodiscard]] Json explanation_view(const std::string& job_id, const Explanation& explanation);
/// `{verdict, version, checks: [{name, subject, verdict, words, cure}]}`; the worst verdict of all.
[[nodiscard]] Json checkup_view(const Checks& checks);
/// `{data, next_cursor}`; no cursor on the last page.
[[nodiscard]] Json page_view(Json data, const std::string& next_cursor);

}  // namespace understudy::api
