// Where a page ended, as clients hand it back: opaque and URL-safe, and good only for the list that it came
// from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace understudy::api {

[[nodiscard]] std::string jobs_cursor(std::string_view last_job_id);
[[nodiscard]] std::string events_cursor(std::string_view job_id, std::int64_t last_event_id);

[[nodiscard]] std::string ledger_cursor(std::int64_t last_movement_id);

/// The last job's id; nullopt for what is no cursor of the list of jobs.
[[nodiscard]] std::optional<std::string> read_jobs_cursor(std::string_view cursor);
/// The last event's id; nullopt for what is no cursor of this job's events.
[[nodiscard]] std::optional<std::int64_t> read_events_cursor(std::string_view job_id,
                                                             std::string_view cursor);
/// Of one webhook's messages.
[[nodiscard]] std::string webhook_cursor(std::string_view webhook, std::int64_t last_message);
/// nullopt for what is no cursor of this webhook's messages.
[[nodiscard]] std::optional<std::int64_t> read_webhook_cursor(std::string_view webhook,
                                                              std::string_view cursor);
/// The last movement's id; nullopt for what is no cursor of the ledger.
[[nodiscard]] std::optional<std::int64_t> read_ledger_cursor(std::string_view cursor);

}  // namespace understudy::api
