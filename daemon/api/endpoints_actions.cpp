#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/cloud_asking.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"
#include "daemon/api/views.hpp"

namespace understudy::api {

namespace {

net::Response shown(const JobView& view) {
    net::Response response = json_answer(200, job_view(view));
    response.headers.set("ETag", job_tag(edition_of(view)));
    return response;
}

asio::awaitable<net::Response> commanded(Desk& desk, std::string job_id, Command command) {
    Asking<JobView> ask = [&](Answer<JobView> answer) {
        desk.command(std::move(job_id), std::move(command), std::move(answer));
    };
    const Asked<JobView> view = co_await answer_to<JobView>(std::move(ask));
    co_return view ? shown(*view) : to_response(view.error());
}

asio::awaitable<net::Response> commanded_once(Desk& desk, std::string job_id, Command command,
                                              IdempotencyKey key) {
    Asking<Submitted> ask = [&](Answer<Submitted> answer) {
        desk.command_once(std::move(job_id), std::move(command), std::move(key), std::move(answer));
    };
    const Asked<Submitted> done = co_await answer_to<Submitted>(std::move(ask));
    if (!done) co_return to_response(done.error());
    net::Response response = shown(done->view);
    if (done->replayed) response.headers.set("Idempotency-Replayed", "true");
    co_return response;
}

/// A POST: with an Idempotency-Key it is done once.
asio::awaitable<net::Response> act(Desk& desk, Call call, Command command) {
    auto key = read_idempotency_key(call.head, call.body);
    if (!key) co_return to_response(key.error());
    std::string id = std::move(call.job_id);
    if (!*key) co_return co_await commanded(desk, std::move(id), std::move(command));
    IdempotencyKey once = std::move(**key);
    co_return co_await commanded_once(desk, std::move(id), std::move(command), std::move(once));
}

/// A command that takes no members.
asio::awaitable<net::Response> plain_command(Desk& desk, Call call, Command command) {
    if (const auto problem = refuse_members(call.body)) co_return to_response(*problem);
    co_return co_await act(desk, std::move(call), std::move(command));
}

}  // namespace

asio::awaitable<net::Response> edit_job(Desk& desk, Call call) {
    auto edit = read_edit(call.body);
    if (!edit) co_return to_response(edit.error());
    co_return co_await commanded(desk, std::move(call.job_id), std::move(*edit));
}
asio::awaitable<net::Response> start_job(Desk& desk, Call call) {
    auto start = read_start(call.body);
    if (!start) co_return to_response(start.error());
    start->by = call.caller;
    co_return co_await act(desk, std::move(call), std::move(*start));
}
asio::awaitable<net::Response> resolve_job(Desk& desk, Call call) {
    auto resolve = read_resolve(call.body);
    if (!resolve) co_return to_response(resolve.error());
    co_return co_await act(desk, std::move(call), std::move(*resolve));
}
asio::awaitable<net::Response> cancel_job(Desk& desk, Call call) {
    auto cancel = read_cancel(call.body);
    if (!cancel) co_return to_response(cancel.error());
    co_return co_await act(desk, std::move(call), std::move(*cancel));
}
asio::awaitable<net::Response> move_job(Desk& desk, Call call) {
    auto move = read_move(call.body);
    if (!move) co_return to_response(move.error());
    co_return co_await act(desk, std::move(call), std::move(*move));
}
asio::awaitable<net::Response> approve_job(Desk& desk, Call call) {
    auto approve = read_approve(call.body);
    if (!approve) co_return to_response(approve.error());
    approve->by = call.caller;
    co_return co_await act(desk, std::move(call), std::move(*approve));
}
/// Who waits for nobody's question holds up nobody.
bool something_is_taken(const Call& call) {
    return call.shared.cloud != nullptr && !call.shared.cloud->taken.empty();
}

asio::awaitable<net::Response> retry_job(Desk& desk, Call call) {
    if (something_is_taken(call)) {
        Asking<JobView> ask = [&](Answer<JobView> answer) { desk.get(call.job_id, std::move(answer)); };
        const Asked<JobView> view = co_await answer_to<JobView>(std::move(ask));
        if (!view) co_return to_response(view.error());
        if (const auto problem = is_being_filled(call.shared.cloud, view->job.dataset_id))
            co_return to_response(*problem);
    }
    Command retry = RetryCommand{};
    co_return co_await plain_command(desk, std::move(call), std::move(retry));
}
asio::awaitable<net::Response> hold_job(Desk& desk, Call call) {
    return plain_command(desk, std::move(call), HoldCommand{});
}
asio::awaitable<net::Response> release_job(Desk& desk, Call call) {
    return plain_command(desk, std::move(call), ReleaseCommand{});
}

}  // namespace understudy::api
