#include "daemon/api/routes.hpp"

#include <array>
#include <optional>
#include <vector>

#include "core/marker.hpp"

namespace understudy::api {

namespace {

constexpr std::array table{
    Route{"POST", "/v1/jobs", submit_job, BodyRule::json},
    Route{"GET", "/v1/jobs", list_jobs},
    Route{"GET", "/v1/jobs/{id}", show_job},
    Route{"PATCH", "/v1/jobs/{id}", edit_job, BodyRule::json},
    Route{"DELETE", "/v1/jobs/{id}", delete_job},
    Route{"POST", "/v1/jobs/{id}/start", start_job, BodyRule::optional},
    Route{"POST", "/v1/jobs/{id}/cancel", cancel_job, BodyRule::optional},
    Route{"POST", "/v1/jobs/{id}/retry", retry_job, BodyRule::optional},
    Route{"POST", "/v1/jobs/{id}/hold", hold_job, BodyRule::optional},
    Route{"POST", "/v1/jobs/{id}/release", release_job, BodyRule::optional},
    Route{"POST", "/v1/jobs/{id}/resolve", resolve_job, BodyRule::json},
    Route{"POST", "/v1/jobs/{id}/move", move_job, BodyRule::json},
    Route{"GET", "/v1/control", show_controls},
    Route{"PATCH", "/v1/control", change_controls, BodyRule::json},
    Route{"GET", "/v1/queue", show_queue},
    Route{"GET", "/v1/jobs/{id}/events", list_job_events, BodyRule::none, false, true},
    Route{"GET", "/v1/events", list_job_events, BodyRule::none, false, true},
    Route{"GET", "/v1/jobs/{id}/explain", explain_job},
    Route{"GET", "/v1/jobs/{id}/preflight", show_job_preflight},
    Route{"POST", "/v1/preflight", preflight, BodyRule::json},
    Route{"GET", "/v1/doctor", checkup},
    Route{"POST", "/v1/backup", nullptr, BodyRule::none, false, false, deliver_backup},
    Route{"GET", "/v1/preflight/{preflight_id}", show_preflight},
    Route{"DELETE", "/v1/preflight/{preflight_id}", drop_preflight},
    Route{"GET", "/v1/inbox", show_inbox},
    Route{"GET", "/v1/inbox/folders/{folder}", show_inbox_folder},
    Route{"DELETE", "/v1/inbox/folders/{folder}", remove_inbox_folder},
    Route{"OPTIONS", "/v1/inbox/uploads", show_upload_options},
    Route{"POST", "/v1/inbox/uploads", nullptr, BodyRule::bytes, false, false, begin_upload},
    Route{"GET", "/v1/inbox/uploads/{upload_id}", show_upload},
    Route{"OPTIONS", "/v1/inbox/uploads/{upload_id}", show_upload_options},
    Route{"PATCH", "/v1/inbox/uploads/{upload_id}", nullptr, BodyRule::bytes, false, false, add_to_upload},
    Route{"DELETE", "/v1/inbox/uploads/{upload_id}", remove_upload},
    Route{"GET", "/openapi.json", show_contract, BodyRule::none, true},
    Route{"GET", "/problems/{type}", show_problem_type, BodyRule::none, true},
    Route{"GET", "/livez", alive, BodyRule::none, true},
    Route{"GET", "/readyz", ready, BodyRule::none, true},
    Route{"GET", "/metrics", show_metrics, BodyRule::none, false, false, nullptr, true},
};

/// The next step of a path: "/v1/jobs" gives "v1" and leaves "/jobs". nullopt at the end.
std::optional<std::string_view> take_step(std::string_view& path) {
    if (!path.starts_with('/')) return std::nullopt;
    const auto end = path.find('/', 1);
    const std::string_view step = path.substr(1, end == std::string_view::npos ? end : end - 1);
    path.remove_prefix(1 + step.size());
    return step;
}

bool is_id(std::string_view step) { return step.starts_with('{'); }

/// Has the id the form that the pattern asks for? True where it asks for none.
bool well_formed(std::string_view pattern, std::string_view id) {
    if (pattern.find("{preflight_id}") != std::string_view::npos) return is_preflight_id(id);
    if (pattern.find("{upload_id}") != std::string_view::npos) return is_upload_id(id);
    return pattern.find("{id}") == std::string_view::npos || is_job_id(id);
}

/// The text in the place of `{id}` ("" where the pattern has none); nullopt when the path is another one.
std::optional<std::string> fit(std::string_view pattern, std::string_view path) {
    if (!path.starts_with(pattern.substr(0, pattern.find('{')))) return std::nullopt;  // most of the table
    std::string_view id;
    for (;;) {
        const auto wanted = take_step(pattern), found = take_step(path);
        if (wanted.has_value() != found.has_value()) return std::nullopt;
        if (!wanted && !path.empty()) return std::nullopt;
        if (!wanted) return net::percent_decode(id).value_or(std::string(id));
        if (is_id(*wanted) && !found->empty())
            id = *found;
        else if (*wanted != *found)
            return std::nullopt;
    }
}

void allow(std::string& allowed, std::string_view method) {
    allowed += (allowed.empty() ? "" : ", ") + std::string(method);
    if (method == "GET") allowed += ", HEAD";
}

}  // namespace

std::span<const Route> routes() { return table; }

Destination find_route(std::string_view method, std::string_view path) {
    const std::string_view wanted = method == "HEAD" ? "GET" : method;
    Destination destination;
    for (const Route& route : table) {
        auto id = fit(route.pattern, path);
        if (!id) continue;
        destination.ill_formed_id = !well_formed(route.pattern, *id);
        destination.job_id = std::move(*id);
        allow(destination.allowed, route.method);
        if (route.method == wanted) destination.route = &route;
    }
    return destination;
}

}  // namespace understudy::api
