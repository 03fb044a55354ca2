// What clients ask for, read from their bodies, queries and headers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/retraining.hpp"
#include "daemon/driver/desk.hpp"
#include "net/http.hpp"

namespace understudy::api {

struct SubmissionWish {
    Submission submission;
    bool check = false;  ///< say what would be refused, and make nothing
};
[[nodiscard]] Result<SubmissionWish, Problem> read_submission(std::string_view body);
[[nodiscard]] Result<EditCommand, Problem> read_edit(std::string_view body);
[[nodiscard]] Result<Retraining, Problem> read_retraining(std::string_view body);
[[nodiscard]] Result<StartCommand, Problem> read_start(std::string_view body);
[[nodiscard]] Result<ResolveCommand, Problem> read_resolve(std::string_view body);
[[nodiscard]] Result<CancelCommand, Problem> read_cancel(std::string_view body);
[[nodiscard]] Result<MoveCommand, Problem> read_move(std::string_view body);
[[nodiscard]] Result<ApproveCommand, Problem> read_approve(std::string_view body);
[[nodiscard]] Result<ControlsChange, Problem> read_controls_change(std::string_view body);
/// Of the actions that take nothing: an empty body or {}.
[[nodiscard]] std::optional<Problem> refuse_members(std::string_view body);
/// The paths of a preflight.
[[nodiscard]] Result<std::vector<std::string>, Problem> read_paths(std::string_view body);

/// `target` with ?state=&name=&label=&updated_since=&limit=&cursor=.
[[nodiscard]] Result<JobQuery, Problem> read_job_query(std::string_view target);
/// `target` with ?limit=&cursor= or ?last=.
[[nodiscard]] Result<EventQuery, Problem> read_event_query(const std::string& job_id,
                                                           std::string_view target);
/// Its ?last=: so many of the newest are wanted; 0 where it says nothing of it.
[[nodiscard]] Result<std::size_t, Problem> read_last(std::string_view target);

/// `target` with ?job_id=&label=&since=&until=&limit=&cursor=.
[[nodiscard]] Result<MovementQuery, Problem> read_movement_query(std::string_view target);
/// The client would have a table for a spreadsheet (`Accept: text/csv`).
[[nodiscard]] bool wants_csv(const net::Request& head);

/// `target` with ?limit=.
[[nodiscard]] Result<std::size_t, Problem> read_queue_limit(std::string_view target);

/// The client would have the events as a stream (`Accept: text/event-stream`).
[[nodiscard]] bool wants_stream(const net::Request& head);
/// Behind which event a stream goes on: its Last-Event-ID, nullopt without one. A stream has no parameters.
[[nodiscard]] Result<std::optional<std::int64_t>, Problem> read_stream_start(const net::Request& head);

/// `target` of a report with ?brief=: 1 leaves the curves out, as does 0 not.
[[nodiscard]] Result<bool, Problem> read_brief(std::string_view target);
/// The client would rather have the answer later (RFC 7240).
[[nodiscard]] bool prefers_async(const net::Request& head);

/// From the Idempotency-Key of a POST, with a SHA-256 of its method, path and body as its fingerprint;
/// nullopt without one.
[[nodiscard]] Result<std::optional<IdempotencyKey>, Problem> read_idempotency_key(const net::Request& head,
                                                                                  std::string_view body);

}  // namespace understudy::api
