// /v1/fine-tunes: all that the account has, whosever they are.
#include <nlohmann/json.hpp>

#include "core/cloud_status.hpp"
#include "core/marker.hpp"
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

std::string how_to_adopt(const std::string& id) {
    return "follow it to its voices, without paying: understudy fine-tunes adopt " + id;
}

/// Nobody's, and worth following.
Check foreign(const CloudFineTune& fine_tune) {
    const bool failed = cloud_says_failed(fine_tune.status);
    return {"", fine_tune.id, CheckVerdict::pass, "", failed ? "" : how_to_adopt(fine_tune.id)};
}

/// An orphan whose job is not here may be followed as well.
Check with_adoption(Check finding, const CloudFineTune& fine_tune, const CloudSight& sight) {
    const auto marker = marker_of(fine_tune.description);
    const bool jobless =
        marker && !sight.jobs.contains(marker->job_id) && !sight.intents.contains(marker->nonce);
    if (jobless && !cloud_says_failed(fine_tune.status)) finding.cure += "; or " + how_to_adopt(fine_tune.id);
    return finding;
}

Json judged_view(const CloudFineTune& fine_tune, const CloudFindings& findings, const Checks& orphans) {
    const CloudSight& sight = findings.sight;
    const auto adopter = findings.adopters.find(fine_tune.id);
    if (adopter != findings.adopters.end()) return fine_tune_view(fine_tune, adopter->second);
    if (sight.known_fine_tunes.contains(fine_tune.id))
        return fine_tune_view(fine_tune, Standing::known, finding_on(orphans, fine_tune.id));
    if (auto finding = finding_on(orphans, fine_tune.id))
        return fine_tune_view(fine_tune, Standing::orphan,
                              with_adoption(std::move(*finding), fine_tune, sight));
    return fine_tune_view(fine_tune, Standing::foreign, foreign(fine_tune));
}

}  // namespace

asio::awaitable<net::Response> list_fine_tunes(Desk&, Call call) {
    const auto findings = co_await look_at_cloud(*call.shared.cloud);
    if (!findings) co_return to_response(findings.error());
    const Checks orphans = judge_orphans(findings->sight);
    Json data = Json::array();
    for (const CloudFineTune& fine_tune : findings->sight.fine_tunes)
        data.push_back(judged_view(fine_tune, *findings, orphans));
    co_return json_answer(200, page_view(std::move(data), ""));
}

/// One that the listing does not show yet is looked up by its id.
asio::awaitable<net::Response> show_fine_tune(Desk&, Call call) {
    CloudRoom& room = *call.shared.cloud;
    const auto fine_tune = co_await fine_tune_in_cloud(room, call.job_id);
    if (!fine_tune) co_return to_response(fine_tune.error());
    const auto findings = co_await look_at_cloud(room);
    if (!findings) co_return to_response(findings.error());
    const Checks orphans = judge_orphans(findings->sight);
    co_return json_answer(200, judged_view(*fine_tune, *findings, orphans));
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

/// Those that it made, whichever job it is of.
asio::awaitable<net::Response> list_fine_tune_voices(Desk&, Call call) {
    CloudRoom& room = *call.shared.cloud;
    using Voices = std::vector<CloudVoice>;
    Asking<Voices> ask = [&](Answer<Voices> answer) {
        room.cloud.list_voices(call.job_id,
                               as_cloud_answer(std::move(answer), about_fine_tune(call.job_id, "")));
    };
    const Asked<Voices> voices = co_await answer_to<Voices>(std::move(ask));
    if (!voices) co_return to_response(voices.error());
    Json data = Json::array();
    for (const CloudVoice& voice : *voices) data.push_back({{"id", voice.id}, {"name", voice.name}});
    co_return json_answer(200, page_view(std::move(data), ""));
}

}  // namespace understudy::api
