#include "daemon/api/cursor.hpp"

#include <charconv>

#include "core/marker.hpp"
#include "daemon/api/base64url.hpp"

namespace understudy::api {

namespace {

constexpr std::string_view jobs_prefix = "jobs:", ledger_prefix = "ledger:";

std::string events_prefix(std::string_view job_id) { return "events:" + std::string(job_id) + ":"; }

std::string webhook_prefix(std::string_view webhook) { return "webhook:" + std::string(webhook) + ":"; }

std::optional<std::string> rest_after(std::string_view prefix, std::string_view cursor) {
    const auto text = from_base64url(cursor);
    if (!text || !text->starts_with(prefix)) return std::nullopt;
    return text->substr(prefix.size());
}

std::optional<std::int64_t> number_after(std::string_view prefix, std::string_view cursor) {
    const auto digits = rest_after(prefix, cursor);
    if (!digits) return std::nullopt;
    std::int64_t id = 0;
    const auto [stop, error] = std::from_chars(digits->data(), digits->data() + digits->size(), id);
    const bool whole = error == std::errc{} && stop == digits->data() + digits->size();
    return whole && id >= 0 ? std::optional(id) : std::nullopt;
}

}  // namespace

std::string jobs_cursor(std::string_view last_job_id) {
    return base64url(std::string(jobs_prefix) + std::string(last_job_id));
}

std::string events_cursor(std::string_view job_id, std::int64_t last_event_id) {
    return base64url(events_prefix(job_id) + std::to_string(last_event_id));
}

std::optional<std::string> read_jobs_cursor(std::string_view cursor) {
    auto id = rest_after(jobs_prefix, cursor);
    return id && is_job_id(*id) ? id : std::nullopt;
}

std::optional<std::int64_t> read_events_cursor(std::string_view job_id, std::string_view cursor) {
    return number_after(events_prefix(job_id), cursor);
}

std::string ledger_cursor(std::int64_t last_movement_id) {
    return base64url(std::string(ledger_prefix) + std::to_string(last_movement_id));
}

std::optional<std::int64_t> read_ledger_cursor(std::string_view cursor) {
    return number_after(ledger_prefix, cursor);
}

std::string webhook_cursor(std::string_view webhook, std::int64_t last_message) {
    return base64url(webhook_prefix(webhook) + std::to_string(last_message));
}

std::optional<std::int64_t> read_webhook_cursor(std::string_view webhook, std::string_view cursor) {
    return number_after(webhook_prefix(webhook), cursor);
}

}  // namespace understudy::api
