#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/cursor.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/pages.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"
#include "daemon/api/views.hpp"

namespace understudy::api {

namespace {

net::Response submitted_answer(const Submitted& submitted) {
    Json document = job_view(submitted.view);
    if (!submitted.ignored.empty()) document["ignored"] = submitted.ignored;
    net::Response response = json_answer(201, document);
    response.headers.set("Location", "/v1/jobs/" + submitted.view.job.id);
    response.headers.set("ETag", job_tag(submitted.view));
    if (submitted.replayed) response.headers.set("Idempotency-Replayed", "true");
    return response;
}

}  // namespace

asio::awaitable<net::Response> submit_job(Desk& desk, Call call) {
    auto submission = read_submission(call.body);
    if (!submission) co_return to_response(submission.error());
    auto key = read_idempotency_key(call.head, call.body);
    if (!key) co_return to_response(key.error());
    Asking<Submitted> ask = [&](Answer<Submitted> answer) {
        desk.submit(std::move(*submission), std::move(*key), std::move(answer));
    };
    const Asked<Submitted> submitted = co_await answer_to<Submitted>(std::move(ask));
    if (!submitted) co_return to_response(submitted.error());
    co_return submitted_answer(*submitted);
}

asio::awaitable<net::Response> list_jobs(Desk& desk, Call call) {
    auto query = read_job_query(call.head.target);
    if (!query) co_return to_response(query.error());
    const std::size_t limit = std::exchange(query->limit, read_ahead(query->limit));
    Asking<std::vector<JobView>> ask = [&](Answer<std::vector<JobView>> answer) {
        desk.list(std::move(*query), std::move(answer));
    };
    Asked<std::vector<JobView>> jobs = co_await answer_to<std::vector<JobView>>(std::move(ask));
    if (!jobs) co_return to_response(jobs.error());
    const bool more = cut_page(*jobs, limit);
    Json data = Json::array();
    for (const JobView& view : *jobs) data.push_back(job_view(view));
    const std::string cursor = more ? jobs_cursor(jobs->back().job.id) : "";
    co_return tagged_answer(call.head, page_view(std::move(data), cursor));
}

asio::awaitable<net::Response> show_job(Desk& desk, Call call) {
    Asking<JobView> ask = [&](Answer<JobView> answer) { desk.get(call.job_id, std::move(answer)); };
    const Asked<JobView> view = co_await answer_to<JobView>(std::move(ask));
    if (!view) co_return to_response(view.error());
    const std::string tag = job_tag(*view);
    const auto known = call.head.headers.find("If-None-Match");
    net::Response response =
        known && names_tag(*known, tag) ? empty_answer(304) : json_answer(200, job_view(*view));
    response.headers.set("ETag", tag);
    response.headers.set("Cache-Control", "no-cache");
    co_return response;
}

asio::awaitable<net::Response> delete_job(Desk& desk, Call call) {
    Asking<Nothing> ask = [&](Answer<Nothing> answer) { desk.remove(call.job_id, std::move(answer)); };
    const Asked<Nothing> removed = co_await answer_to<Nothing>(std::move(ask));
    if (!removed) co_return to_response(removed.error());
    co_return empty_answer(204);
}

asio::awaitable<net::Response> explain_job(Desk& desk, Call call) {
    Asking<Explanation> ask = [&](Answer<Explanation> answer) {
        desk.explain(call.job_id, std::move(answer));
    };
    const Asked<Explanation> explanation = co_await answer_to<Explanation>(std::move(ask));
    if (!explanation) co_return to_response(explanation.error());
    co_return json_answer(200, explanation_view(call.job_id, *explanation));
}

}  // namespace understudy::api
