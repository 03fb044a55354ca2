#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"

namespace understudy::api {

asio::awaitable<net::Response> alive(Desk&, Call) {
    const Json document = Json::object({{"status", "alive"}});
    co_return json_answer(200, document);
}

/// What is wrong, since when, and what happens next.
Problem outage_problem(const StoreOutage& outage) {
    const std::string since = outage.what + "; since " + to_rfc3339(outage.since) + ". ";
    if (outage.damaged)
        return {503, "store-damaged", "The database is damaged",
                since +
                    "Nothing is sent or bought; what is in training is followed. Stop the daemon and restore "
                    "a backup: what was bought since is found in the cloud.",
                ""};
    const std::string next = outage.next_try ? ", next at " + to_rfc3339(*outage.next_try) : "";
    return {503, "store-unavailable", "The database cannot be written",
            since + "Nothing is sent until it is back; the daemon tries again by itself" + next + ".", ""};
}

/// Never waits for the cloud: it being away is no reason to take no jobs.
asio::awaitable<net::Response> ready(Desk& desk, Call) {
    const DriverStatus status = desk.status();
    if (status.store_outage) co_return to_response(outage_problem(*status.store_outage));
    if (!status.ready)
        co_return to_response({503, "not-ready", "Still starting",
                               "The stored jobs are being loaded; this takes moments, not minutes.", ""});
    const Json document = Json::object({{"status", "ready"}});
    co_return json_answer(200, document);
}

}  // namespace understudy::api
