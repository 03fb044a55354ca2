#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/meters.hpp"
#include "daemon/api/problems.hpp"

namespace understudy::api {

/// In Prometheus's text format; empty where nobody measures.
asio::awaitable<net::Response> show_metrics(Desk&, Call call) {
    Meters* const meters = call.shared.meters;
    Asking<std::string> ask = [meters](Answer<std::string> answer) {
        if (meters == nullptr) return answer(std::string());
        meters->page([answer](std::string page) { answer(std::move(page)); });
    };
    Asked<std::string> page = co_await answer_to<std::string>(std::move(ask));
    if (!page) co_return to_response(page.error());
    net::Response response = empty_answer(200);
    response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    response.body = std::move(*page);
    co_return response;
}

}  // namespace understudy::api
