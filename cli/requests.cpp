#include "cli/requests.hpp"

namespace understudy::cli {

namespace {

std::string job_target(std::string_view id, std::string_view below = "") {
    std::string target = "/v1/jobs/" + net::percent_encode(id);
    if (!below.empty()) target += "/" + std::string(below);
    return target;
}

std::string events_target(std::string_view id) {
    return id.empty() ? "/v1/events" : job_target(id, "events");
}

net::Request get(std::string target) {
    return {"GET", std::move(target), {{"Accept", "application/json"}}, ""};
}

net::Request with_json(std::string method, std::string target, std::string body) {
    net::Request request{
        std::move(method), std::move(target), {{"Accept", "application/json"}}, std::move(body)};
    if (!request.body.empty()) request.headers.set("Content-Type", "application/json");
    return request;
}

net::Request keyed(net::Request request, std::string_view key) {
    request.headers.set("Idempotency-Key", std::string(key));
    return request;
}

std::string paged(std::string target, std::size_t limit, std::string_view cursor) {
    target += "?limit=" + std::to_string(limit);
    if (!cursor.empty()) target += "&cursor=" + net::percent_encode(cursor);
    return target;
}

}  // namespace

net::Request get_job(std::string_view id) { return get(job_target(id)); }

net::Request list_jobs(const std::vector<std::string>& states, std::size_t limit, std::string_view cursor) {
    std::string target = paged("/v1/jobs", limit, cursor);
    for (std::size_t i = 0; i < states.size(); ++i)
        target += (i == 0 ? "&state=" : ",") + net::percent_encode(states[i]);
    return get(std::move(target));
}

net::Request list_jobs(const ListCommand& wanted, std::size_t limit, std::string_view cursor) {
    net::Request request = list_jobs(wanted.states, limit, cursor);
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) request.target += std::string("&") + name + "=" + net::percent_encode(value);
    };
    add("name", wanted.name);
    add("updated_since", wanted.updated_since);
    for (const auto& [key, value] : wanted.labels) add("label", key + "=" + value);
    return request;
}

net::Request list_events(std::string_view id, std::size_t limit, std::string_view cursor) {
    return get(paged(events_target(id), limit, cursor));
}

net::Request last_events(std::string_view id, std::size_t count) {
    return get(events_target(id) + "?last=" + std::to_string(count));
}

net::Request stream_events(std::string_view id, std::string_view after) {
    net::Request request = get(events_target(id));
    request.headers.set("Accept", "text/event-stream");
    if (!after.empty()) request.headers.set("Last-Event-ID", std::string(after));
    return request;
}

net::Request explain_job(std::string_view id) { return get(job_target(id, "explain")); }

net::Request check_job(std::string body) { return with_json("POST", "/v1/jobs", std::move(body)); }

net::Request submit_job(std::string body, std::string_view key) {
    return keyed(with_json("POST", "/v1/jobs", std::move(body)), key);
}

net::Request act_on_job(std::string_view id, std::string_view action, std::string body,
                        std::string_view key) {
    return keyed(with_json("POST", job_target(id, action), std::move(body)), key);
}

net::Request get_controls() { return get("/v1/control"); }

net::Request change_controls(std::string body) { return with_json("PATCH", "/v1/control", std::move(body)); }

net::Request get_queue(std::size_t limit) { return get("/v1/queue?limit=" + std::to_string(limit)); }

net::Request edit_job(std::string_view id, std::string body) {
    return with_json("PATCH", job_target(id), std::move(body));
}

net::Request delete_job(std::string_view id) { return {"DELETE", job_target(id), {}, ""}; }

net::Request check_up() { return get("/v1/doctor"); }
net::Request make_sign_in_link() { return with_json("POST", "/v1/session/links", ""); }

net::Request fetch_backup() { return {"POST", "/v1/backup", {}, ""}; }

net::Request begin_preflight(std::string body) {
    net::Request request = with_json("POST", "/v1/preflight", std::move(body));
    request.headers.set("Prefer", "respond-async");
    return request;
}

net::Request get_preflight(std::string location, bool brief) {
    return get(std::move(location) + (brief ? "?brief=1" : ""));
}

net::Request drop_preflight(std::string location) { return {"DELETE", std::move(location), {}, ""}; }

net::Request job_preflight(std::string_view id, bool brief) {
    return get(job_target(id, brief ? "preflight?brief=1" : "preflight"));
}

net::Request get_budget() { return get("/v1/budget"); }

net::Request get_quote(std::string_view id) { return get(job_target(id, "quote")); }

net::Request list_movements(const LedgerCommand& wanted, std::size_t limit, std::string_view cursor) {
    net::Request request = get(paged("/v1/ledger", limit, cursor));
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) request.target += std::string("&") + name + "=" + net::percent_encode(value);
    };
    add("job_id", wanted.job);
    add("since", wanted.since);
    add("until", wanted.until);
    for (const auto& [key, value] : wanted.labels) add("label", key + "=" + value);
    if (wanted.csv) request.headers.set("Accept", "text/csv");
    return request;
}

}  // namespace understudy::cli
