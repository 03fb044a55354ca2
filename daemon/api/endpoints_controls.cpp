// /v1/control and /v1/queue: what is switched for all jobs at once, and in which order they come to their
// turn.
#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/control_views.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"

namespace understudy::api {

asio::awaitable<net::Response> show_controls(Desk& desk, Call) {
    Asking<ControlsView> ask = [&](Answer<ControlsView> answer) { desk.controls(std::move(answer)); };
    const Asked<ControlsView> view = co_await answer_to<ControlsView>(std::move(ask));
    co_return view ? json_answer(200, controls_view(*view)) : to_response(view.error());
}

asio::awaitable<net::Response> change_controls(Desk& desk, Call call) {
    auto change = read_controls_change(call.body);
    if (!change) co_return to_response(change.error());
    change->by = std::move(call.caller);
    Asking<ControlsView> ask = [&](Answer<ControlsView> answer) {
        desk.change_controls(std::move(*change), std::move(answer));
    };
    const Asked<ControlsView> view = co_await answer_to<ControlsView>(std::move(ask));
    co_return view ? json_answer(200, controls_view(*view)) : to_response(view.error());
}

asio::awaitable<net::Response> show_queue(Desk& desk, Call call) {
    const auto limit = read_queue_limit(call.head.target);
    if (!limit) co_return to_response(limit.error());
    Asking<QueueView> ask = [&](Answer<QueueView> answer) { desk.queue(*limit, std::move(answer)); };
    const Asked<QueueView> view = co_await answer_to<QueueView>(std::move(ask));
    co_return view ? json_answer(200, queue_view(*view)) : to_response(view.error());
}

}  // namespace understudy::api
