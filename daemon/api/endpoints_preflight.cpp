#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"
#include "daemon/api/views.hpp"

namespace understudy::api {

asio::awaitable<net::Response> preflight(Desk& desk, Call call) {
    auto paths = read_paths(call.body);
    if (!paths) co_return to_response(paths.error());
    Asking<PreflightReport> ask = [&](Answer<PreflightReport> answer) {
        desk.preflight(std::move(*paths), std::move(answer));
    };
    const Asked<PreflightReport> report = co_await answer_to<PreflightReport>(std::move(ask));
    if (!report) co_return to_response(report.error());
    co_return json_answer(200, preflight_view(*report));
}

asio::awaitable<net::Response> show_job_preflight(Desk& desk, Call call) {
    Asking<PreflightReport> ask = [&](Answer<PreflightReport> answer) {
        desk.job_preflight(call.job_id, std::move(answer));
    };
    const Asked<PreflightReport> report = co_await answer_to<PreflightReport>(std::move(ask));
    if (!report) co_return to_response(report.error());
    co_return json_answer(200, preflight_view(*report));
}

}  // namespace understudy::api
