#include "daemon/api/routes.hpp"

#include <algorithm>
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
    Route{"POST", "/v1/jobs/{id}/retrain", retrain_job, BodyRule::optional},
    Route{"POST", "/v1/jobs/{id}/approve", approve_job, BodyRule::optional},
    Route{"GET", "/v1/jobs/{id}/quote", quote_job},
    Route{"GET", "/v1/ledger", show_ledger},
    Route{"GET", "/v1/budget", show_budget},
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
    Route{"GET", "/v1/datasets", list_datasets},
    Route{"POST", "/v1/datasets", create_dataset, BodyRule::json},
    Route{"GET", "/v1/datasets/{dataset_id}", show_dataset},
    Route{"PATCH", "/v1/datasets/{dataset_id}", change_dataset, BodyRule::json},
    Route{"DELETE", "/v1/datasets/{dataset_id}", delete_dataset},
    Route{"GET", "/v1/datasets/{dataset_id}/files", list_dataset_files},
    Route{"POST", "/v1/datasets/{dataset_id}/files", add_dataset_files, BodyRule::json},
    Route{"DELETE", "/v1/datasets/{dataset_id}/files/{file_id}", delete_dataset_file},
    Route{"GET", "/v1/jobs/{id}/datasets", list_datasets_of_job},
    Route{"GET", "/v1/fine-tunes", list_fine_tunes},
    Route{"GET", "/v1/fine-tunes/{fine_tune_id}", show_fine_tune},
    Route{"DELETE", "/v1/fine-tunes/{fine_tune_id}", delete_fine_tune},
    Route{"GET", "/v1/fine-tunes/{fine_tune_id}/voices", list_fine_tune_voices},
    Route{"POST", "/v1/fine-tunes/{fine_tune_id}/adopt", adopt_fine_tune, BodyRule::optional},
    Route{"GET", "/v1/voices", list_voices},
    Route{"GET", "/v1/voices/{voice_id}", show_voice},
    Route{"PATCH", "/v1/voices/{voice_id}", change_voice, BodyRule::json},
    Route{"DELETE", "/v1/voices/{voice_id}", delete_voice},
    Route{"POST", "/v1/voices/{voice_id}/say", say, BodyRule::json},
    Route{"GET", "/v1/inbox", show_inbox},
    Route{"GET", "/v1/inbox/folders/{folder}", show_inbox_folder},
    Route{"DELETE", "/v1/inbox/folders/{folder}", remove_inbox_folder},
    Route{"OPTIONS", "/v1/inbox/uploads", show_upload_options},
    Route{"POST", "/v1/inbox/uploads", nullptr, BodyRule::bytes, false, false, begin_upload},
    Route{"GET", "/v1/inbox/uploads/{upload_id}", show_upload},
    Route{"OPTIONS", "/v1/inbox/uploads/{upload_id}", show_upload_options},
    Route{"PATCH", "/v1/inbox/uploads/{upload_id}", nullptr, BodyRule::bytes, false, false, add_to_upload},
    Route{"DELETE", "/v1/inbox/uploads/{upload_id}", remove_upload},
    Route{"GET", "/v1/webhooks", list_webhooks},
    Route{"GET", "/v1/webhooks/{webhook}/messages", list_webhook_messages},
    Route{"POST", "/v1/webhooks/{webhook}/test", test_webhook},
    Route{"POST", "/v1/webhooks/{webhook}/resend", resend_webhook_messages, BodyRule::optional},
    Route{"GET", "/v1/hot-folder", show_hot_folder},
    Route{"GET", "/v1/roots", show_roots},
    Route{"GET", "/v1/jobs/{id}/recordings/{position}/audio", nullptr, BodyRule::none, false, false,
          deliver_recording},
    Route{"POST", "/v1/session/links", make_sign_in_link, BodyRule::none, false, false, nullptr, false, true},
    Route{"POST", "/v1/session", sign_in, BodyRule::json, true},
    Route{"GET", "/v1/session", show_session},
    Route{"DELETE", "/v1/session", sign_out, BodyRule::none, true},
    Route{"GET", "/openapi.json", show_contract, BodyRule::none, true},
    Route{"GET", "/problems/{type}", show_problem_type, BodyRule::none, true},
    Route{"GET", "/livez", alive, BodyRule::none, true},
    Route{"GET", "/readyz", ready, BodyRule::none, true},
    Route{"GET", "/metrics", show_metrics, BodyRule::none, false, false, nullptr, true},
};

/// The page's own addresses: all of them are one document, which looks at its address by itself.
constexpr std::array page_table{
    Route{"GET", "/", show_page, BodyRule::none, true},
    Route{"GET", "/new", show_page, BodyRule::none, true},
    Route{"GET", "/jobs/{place}", show_page, BodyRule::none, true},
    Route{"GET", "/datasets", show_page, BodyRule::none, true},
    Route{"GET", "/datasets/{place}", show_page, BodyRule::none, true},
    Route{"GET", "/ledger", show_page, BodyRule::none, true},
    Route{"GET", "/system", show_page, BodyRule::none, true},
    Route{"GET", "/favicon.svg", show_page, BodyRule::none, true},
    Route{"GET", "/assets/{file}", show_page, BodyRule::none, true},
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

constexpr std::size_t longest_cloud_id = 256;

/// The cloud's ids are opaque; but none that a path would swallow, or that is no text, is handed on to it.
bool is_cloud_id(std::string_view id) {
    const bool text = std::all_of(id.begin(), id.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
    return text && id.size() <= longest_cloud_id && id != "." && id != "..";
}

/// Have the ids the form that the pattern asks for?
bool well_formed(std::string_view pattern, const std::vector<std::string>& ids) {
    if (ids.empty()) return true;
    if (pattern.find("{preflight_id}") != std::string_view::npos) return is_preflight_id(ids[0]);
    if (pattern.find("{id}") != std::string_view::npos) return is_job_id(ids[0]);
    if (pattern.find("{upload_id}") != std::string_view::npos) return is_upload_id(ids[0]);
    for (const char* name : {"{folder}", "{webhook}", "{place}", "{file}"})
        if (pattern.find(name) != std::string_view::npos) return true;
    return std::all_of(ids.begin(), ids.end(), is_cloud_id);
}

/// The texts in the places of `{id}` and the like; nullopt when the path is another one.
std::optional<std::vector<std::string>> fit(std::string_view pattern, std::string_view path) {
    if (!path.starts_with(pattern.substr(0, pattern.find('{')))) return std::nullopt;  // most of the table
    std::vector<std::string> ids;
    for (;;) {
        const auto wanted = take_step(pattern), found = take_step(path);
        if (wanted.has_value() != found.has_value()) return std::nullopt;
        if (!wanted && !path.empty()) return std::nullopt;
        if (!wanted) return ids;
        if (is_id(*wanted) && !found->empty())
            ids.push_back(net::percent_decode(*found).value_or(std::string(*found)));
        else if (*wanted != *found)
            return std::nullopt;
    }
}

void allow(std::string& allowed, std::string_view method) {
    allowed += (allowed.empty() ? "" : ", ") + std::string(method);
    if (method == "GET") allowed += ", HEAD";
}

void look_through(std::span<const Route> routes, std::string_view method, std::string_view path,
                  Destination& destination) {
    for (const Route& route : routes) {
        auto ids = fit(route.pattern, path);
        if (!ids) continue;
        destination.ill_formed_id = !well_formed(route.pattern, *ids);
        destination.job_id = ids->empty() ? "" : std::move((*ids)[0]);
        destination.part_id = ids->size() < 2 ? "" : std::move((*ids)[1]);
        allow(destination.allowed, route.method);
        if (route.method == method) destination.route = &route;
    }
}

}  // namespace

std::span<const Route> routes() { return table; }
std::span<const Route> page_routes() { return page_table; }

Destination find_route(std::string_view method, std::string_view path) {
    const std::string_view wanted = method == "HEAD" ? "GET" : method;
    Destination destination;
    look_through(table, wanted, path, destination);
    if (destination.allowed.empty()) look_through(page_table, wanted, path, destination);
    return destination;
}

}  // namespace understudy::api
