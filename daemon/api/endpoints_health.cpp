// How the daemon is, for whoever asks: without a token, so without a word of what it holds or where.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"

namespace understudy::api {

namespace {

/// Since when, and what happens next. What the disk said has paths in it: the doctor tells.
Problem outage_problem(const StoreOutage& outage) {
    const std::string since = "Since " + to_rfc3339(outage.since) + ". ";
    if (outage.damaged)
        return {503, "store-damaged", "The database is damaged",
                since +
                    "Nothing is sent or bought; what is in training is followed. Stop the daemon and restore "
                    "a backup: what was bought since is found in the cloud.",
                ""};
    const std::string next = outage.next_try ? ", next at " + to_rfc3339(*outage.next_try) : "";
    return {503, "store-unavailable", "The database cannot be written",
            since + "Nothing is sent until it is back; the daemon tries again by itself" + next +
                ". GET /v1/doctor has the disk's own words.",
            ""};
}

/// Why it is not ready; nullopt when it is.
std::optional<Problem> unreadiness(const DriverStatus& status) {
    if (status.store_outage) return outage_problem(*status.store_outage);
    if (status.ready) return std::nullopt;
    return Problem{503, "not-ready", "Still starting",
                   "The stored jobs are being loaded; this takes moments, not minutes.", ""};
}

void add_check(std::string& text, const char* name, const char* fault) {
    text += fault == nullptr ? "[+]" : "[-]";
    text.append(name).append(fault == nullptr ? " ok" : " failed: ").append(fault == nullptr ? "" : fault);
    text += "\n";
}

/// A line a check, as Kubernetes's components say it. The schema is checked before the daemon listens: who
/// hears this hears that it is good.
std::string check_lines(const DriverStatus& status) {
    std::string text;
    const auto& outage = status.store_outage;
    add_check(text, "loop", nullptr);
    add_check(text, "schema", nullptr);
    add_check(text, "store", !outage ? nullptr : outage->damaged ? "damaged" : "cannot be written");
    add_check(text, "jobs", status.ready ? nullptr : "still being loaded");
    return text + "readyz check " + (!outage && status.ready ? "passed" : "failed") + "\n";
}

/// With any value, or none.
bool is_verbose(std::string_view target) {
    const auto query = net::parse_query(target);
    const auto names_it = [](const auto& parameter) { return parameter.first == "verbose"; };
    return query && std::any_of(query->begin(), query->end(), names_it);
}

}  // namespace

asio::awaitable<net::Response> alive(Desk&, Call) {
    const Json document = Json::object({{"status", "alive"}});
    co_return json_answer(200, document);
}

/// Never waits for the cloud: it being away is no reason to take no jobs.
asio::awaitable<net::Response> ready(Desk& desk, Call call) {
    const DriverStatus status = desk.status();
    const auto problem = unreadiness(status);
    net::Response response;
    if (problem) {
        response = to_response(*problem);
    } else {
        const Json document = Json::object({{"status", "ready"}});
        response = json_answer(200, document);
    }
    if (is_verbose(call.head.target)) {
        response.headers.set("Content-Type", "text/plain; charset=utf-8");
        response.body = check_lines(status);
    }
    co_return response;
}

}  // namespace understudy::api
