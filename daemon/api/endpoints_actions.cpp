#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"
#include "daemon/api/views.hpp"

namespace understudy::api {

namespace {

asio::awaitable<net::Response> commanded(Desk& desk, std::string job_id, Command command) {
    Asking<JobView> ask = [&](Answer<JobView> answer) {
        desk.command(std::move(job_id), std::move(command), std::move(answer));
    };
    const Asked<JobView> view = co_await answer_to<JobView>(std::move(ask));
    if (!view) co_return to_response(view.error());
    net::Response response = json_answer(200, job_view(*view));
    response.headers.set("ETag", job_tag(*view));
    co_return response;
}

/// A command that takes no members.
asio::awaitable<net::Response> plain_command(Desk& desk, Call call, Command command) {
    if (const auto problem = refuse_members(call.body)) co_return to_response(*problem);
    co_return co_await commanded(desk, std::move(call.job_id), std::move(command));
}

/// A command that is read from the body.
template <class Read>
asio::awaitable<net::Response> read_command(Desk& desk, Call call, Read read) {
    auto command = read(call.body);
    if (!command) co_return to_response(command.error());
    co_return co_await commanded(desk, std::move(call.job_id), std::move(*command));
}

}  // namespace

asio::awaitable<net::Response> edit_job(Desk& desk, Call call) {
    return read_command(desk, std::move(call), read_edit);
}
asio::awaitable<net::Response> start_job(Desk& desk, Call call) {
    auto start = read_start(call.body);
    if (!start) co_return to_response(start.error());
    start->by = call.caller;
    co_return co_await commanded(desk, std::move(call.job_id), std::move(*start));
}
asio::awaitable<net::Response> resolve_job(Desk& desk, Call call) {
    return read_command(desk, std::move(call), read_resolve);
}
asio::awaitable<net::Response> cancel_job(Desk& desk, Call call) {
    return plain_command(desk, std::move(call), CancelCommand{});
}
asio::awaitable<net::Response> retry_job(Desk& desk, Call call) {
    return plain_command(desk, std::move(call), RetryCommand{});
}
asio::awaitable<net::Response> hold_job(Desk& desk, Call call) {
    return plain_command(desk, std::move(call), HoldCommand{});
}
asio::awaitable<net::Response> release_job(Desk& desk, Call call) {
    return plain_command(desk, std::move(call), ReleaseCommand{});
}

}  // namespace understudy::api
