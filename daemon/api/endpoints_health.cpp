#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"

namespace understudy::api {

asio::awaitable<net::Response> alive(Desk&, Call) {
    const Json document = Json::object({{"status", "alive"}});
    co_return json_answer(200, document);
}

/// Never waits for the cloud: it being away is no reason to take no jobs.
asio::awaitable<net::Response> ready(Desk& desk, Call) {
    const DriverStatus status = desk.status();
    if (!status.store_writable)
        co_return to_response(
            {503, "store-unavailable", "The database cannot be written",
             "The last commit did not go through. The daemon tries again by itself; the log "
             "says what the disk answers.",
             ""});
    if (!status.ready)
        co_return to_response({503, "not-ready", "Still starting",
                               "The stored jobs are being loaded; this takes moments, not minutes.", ""});
    const Json document = Json::object({{"status", "ready"}});
    co_return json_answer(200, document);
}

}  // namespace understudy::api
