#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/views.hpp"

namespace understudy::api {

/// 200 whatever it found: the verdict is in the document.
asio::awaitable<net::Response> checkup(Desk& desk, Call) {
    Asking<Checks> ask = [&](Answer<Checks> answer) { desk.checkup(std::move(answer)); };
    const Asked<Checks> checks = co_await answer_to<Checks>(std::move(ask));
    if (!checks) co_return to_response(checks.error());
    co_return json_answer(200, checkup_view(*checks));
}

}  // namespace understudy::api
