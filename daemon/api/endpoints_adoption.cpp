// POST /v1/fine-tunes/{id}/adopt: a job that follows what somebody began by hand. Nothing is bought.
#include <array>
#include <nlohmann/json.hpp>

#include "core/adoption.hpp"
#include "core/marker.hpp"
#include "daemon/api/answers.hpp"
#include "daemon/api/cloud_sight.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/members.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/strict_json.hpp"
#include "daemon/api/views.hpp"

namespace understudy::api {

namespace {

Result<Submission, Problem> read_adoption(std::string_view body) {
    static constexpr std::array known{"name", "description", "labels"};
    auto json = read_optional_json(body);
    if (!json) return failure(json.error());
    Submission submission;
    Members members(*json, known, Null::absent);
    members.read("name", submission.spec.name);
    members.read("description", submission.spec.description);
    members.read("labels", submission.spec.labels);
    if (members.problem()) return failure(*members.problem());
    return submission;
}

Problem being_adopted(const std::string& id) {
    return {409, "in-use", "Something uses it",
            "The fine-tune " + id + " is being adopted by another request. Look at the jobs in a moment.",
            ""};
}

asio::awaitable<Asked<Submitted>> submitted(Desk& desk, Submission submission) {
    Asking<Submitted> ask = [&](Answer<Submitted> answer) {
        desk.submit(std::move(submission), std::nullopt, std::move(answer));
    };
    co_return co_await answer_to<Submitted>(std::move(ask));
}

asio::awaitable<Asked<AdoptionSight>> look_around(Desk& desk, CloudRoom& room, CloudFineTune fine_tune) {
    AdoptionSight sight;
    const Asked<FineTuneOwner> owner = co_await owner_of(room.store, fine_tune);
    if (!owner) co_return failure(owner.error());
    sight.known = owner->known;
    sight.job = owner->job;
    auto jobs = co_await jobs_at_work(desk);
    if (!jobs) co_return failure(jobs.error());
    sight.at_work = std::move(*jobs);
    co_return std::move(sight);
}

net::Response made(const Submitted& job) {
    net::Response response = json_answer(201, job_view(job.view));
    response.headers.set("Location", "/v1/jobs/" + job.view.job.id);
    response.headers.set("ETag", job_tag(edition_of(job.view)));
    return response;
}

}  // namespace

asio::awaitable<net::Response> adopt_fine_tune(Desk& desk, Call call) {
    auto submission = read_adoption(call.body);
    if (!submission) co_return to_response(submission.error());
    CloudRoom& room = *call.shared.cloud;
    const Taking turn(room, call.job_id);
    if (!turn.mine()) co_return to_response(being_adopted(call.job_id));
    auto fine_tune = co_await fine_tune_in_cloud(room, call.job_id);
    if (!fine_tune) co_return to_response(fine_tune.error());
    const auto sight = co_await look_around(desk, room, *fine_tune);
    if (!sight) co_return to_response(sight.error());
    if (const auto problem = forbids_following(*fine_tune, *sight)) co_return to_response(*problem);
    submission->adopted = std::move(*fine_tune);
    const Asked<Submitted> job = co_await submitted(desk, std::move(*submission));
    co_return job ? made(*job) : to_response(job.error());
}

}  // namespace understudy::api
