// /v1/fine-tunes: all that the account has, whosever they are.
#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/cloud_sight.hpp"
#include "daemon/api/cloud_views.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/views.hpp"

namespace understudy::api {

namespace {

std::optional<Check> finding_on(const Checks& orphans, const std::string& id) {
    for (const Check& check : orphans)
        if (check.subject == id) return check;
    return std::nullopt;
}

Json judged_view(const CloudFineTune& fine_tune, const CloudSight& sight, const Checks& orphans) {
    auto finding = finding_on(orphans, fine_tune.id);
    if (finding) return fine_tune_view(fine_tune, Standing::orphan, finding);
    const bool known = sight.known_fine_tunes.contains(fine_tune.id);
    return fine_tune_view(fine_tune, known ? Standing::known : Standing::foreign, std::nullopt);
}

}  // namespace

asio::awaitable<net::Response> list_fine_tunes(Desk&, Call call) {
    const auto sight = co_await look_at_cloud(*call.shared.cloud);
    if (!sight) co_return to_response(sight.error());
    const Checks orphans = judge_orphans(*sight);
    Json data = Json::array();
    for (const CloudFineTune& fine_tune : sight->fine_tunes)
        data.push_back(judged_view(fine_tune, *sight, orphans));
    co_return json_answer(200, page_view(std::move(data), ""));
}

/// One that the listing does not show yet is looked up by its id.
asio::awaitable<net::Response> show_fine_tune(Desk&, Call call) {
    CloudRoom& room = *call.shared.cloud;
    const auto fine_tune = co_await fine_tune_in_cloud(room, call.job_id);
    if (!fine_tune) co_return to_response(fine_tune.error());
    const auto sight = co_await look_at_cloud(room);
    if (!sight) co_return to_response(sight.error());
    const Checks orphans = judge_orphans(*sight);
    co_return json_answer(200, judged_view(*fine_tune, *sight, orphans));
}

asio::awaitable<net::Response> delete_fine_tune(Desk& desk, Call call) {
    CloudRoom& room = *call.shared.cloud;
    const auto fine_tune = co_await fine_tune_in_cloud(room, call.job_id);
    if (!fine_tune) co_return to_response(fine_tune.error());
    const Asked<Nothing> allowed = co_await nobody_uses(desk, *fine_tune);
    if (!allowed) co_return to_response(allowed.error());
    Asking<Nothing> ask = [&](Answer<Nothing> answer) {
        room.cloud.delete_fine_tune(
            call.job_id, as_cloud_answer(std::move(answer), about_fine_tune(call.job_id, "deleted")));
    };
    const Asked<Nothing> deleted = co_await answer_to<Nothing>(std::move(ask));
    co_return deleted ? empty_answer(204) : to_response(deleted.error());
}

}  // namespace understudy::api
