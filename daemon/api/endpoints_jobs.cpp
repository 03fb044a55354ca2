#include <nlohmann/json.hpp>

#include "core/command.hpp"
#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/cloud_asking.hpp"
#include "daemon/api/cursor.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/pages.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"
#include "daemon/api/reuse.hpp"
#include "daemon/api/views.hpp"

namespace understudy::api {

namespace {

Problem job_deleted(const std::string& job_id) {
    return {410, "job-deleted", "The job of this Idempotency-Key was deleted",
            job_id + " was deleted; send a new key if it is to be done once more", ""};
}

net::Response submitted_answer(const Submitted& submitted) {
    Json document = job_view(submitted.view);
    if (!submitted.ignored.empty()) document["ignored"] = submitted.ignored;
    net::Response response = json_answer(201, document);
    response.headers.set("Location", "/v1/jobs/" + submitted.view.job.id);
    response.headers.set("ETag", job_tag(edition_of(submitted.view)));
    if (submitted.replayed) response.headers.set("Idempotency-Replayed", "true");
    return response;
}

/// At once, of a job that was shown as it is now; nullopt where it has to be looked at.
std::optional<net::Response> show_again(const Call& call, const std::optional<Edition>& edition) {
    if (!edition) return std::nullopt;
    std::string tag = job_tag(*edition);
    if (has_already(call.head, tag)) return not_modified(std::move(tag));
    const std::string* document = call.shared.documents.find(call.job_id, tag);
    if (document == nullptr) return std::nullopt;
    return with_tag(json_text(200, *document), std::move(tag));
}

using Before = std::optional<IdempotentAnswer>;

/// What the key was answered with, where it is of this very request; nullopt: it is to be done, or refused.
asio::awaitable<Asked<Before>> answered_before(const CloudRoom* room, IdempotencyKey key) {
    if (room == nullptr) co_return Before();
    Asking<Before> ask = [&](Answer<Before> answer) {
        room->store.find_answer(key.key, as_store_answer(std::move(answer)));
    };
    Asked<Before> before = co_await answer_to<Before>(std::move(ask));
    if (before && *before && (*before)->fingerprint != key.fingerprint) before->reset();
    co_return std::move(before);
}

asio::awaitable<net::Response> replay(Desk& desk, std::string job_id) {
    Asking<JobView> ask = [&](Answer<JobView> answer) { desk.get(job_id, std::move(answer)); };
    Asked<JobView> view = co_await answer_to<JobView>(std::move(ask));
    if (view) co_return submitted_answer({std::move(*view), {}, true});
    const bool deleted = view.error().status == 404;
    co_return to_response(deleted ? job_deleted(job_id) : view.error());
}

/// Where the cloud cannot be asked, a job looks for its dataset by itself.
asio::awaitable<bool> is_missing(CloudRoom* room, std::string dataset_id) {
    if (room == nullptr || dataset_id.empty()) co_return false;
    const auto dataset = co_await dataset_in_cloud(*room, std::move(dataset_id));
    co_return !dataset && dataset.error().status == 404;
}

Problem no_such_dataset(const std::string& dataset_id) {
    return invalid_field("/dataset_id", "The cloud has no dataset " + dataset_id +
                                            " under this API key: see understudy datasets. Where it was "
                                            "deleted, submit the recordings.");
}

Problem parents_dataset_gone(const Job& parent) {
    return {409, "state-forbids", "The job's state forbids this",
            parent.id + " stood on dataset " + parent.dataset_id +
                ", which the cloud does not have any more: submit its recordings again.",
            ""};
}

/// All but what its paths name, which may not be there yet: nothing is made, whatever is asked for.
asio::awaitable<net::Response> checked(CloudRoom* room, Submission submission) {
    const std::string dataset_id = submission.dataset_id;
    Policy policy;
    if (room != nullptr) policy.model_id = room->model_id;
    const auto good = check_submission(std::move(submission), policy);
    if (!good) co_return to_response(good.error());
    const bool missing = co_await is_missing(room, dataset_id);
    co_return missing ? to_response(no_such_dataset(dataset_id)) : empty_answer(204);
}

asio::awaitable<net::Response> submit(Desk& desk, Call call, Submission submission) {
    if (const auto problem = is_being_filled(call.shared.cloud, submission.dataset_id))
        co_return to_response(*problem);
    auto key = read_idempotency_key(call.head, call.body);
    if (!key) co_return to_response(key.error());
    Asking<Submitted> ask = [&](Answer<Submitted> answer) {
        desk.submit(std::move(submission), std::move(*key), std::move(answer));
    };
    const Asked<Submitted> submitted = co_await answer_to<Submitted>(std::move(ask));
    if (!submitted) co_return to_response(submitted.error());
    co_return submitted_answer(*submitted);
}

}  // namespace

asio::awaitable<net::Response> submit_job(Desk& desk, Call call) {
    auto wish = read_submission(call.body);
    if (!wish) co_return to_response(wish.error());
    Submission wanted = std::move(wish->submission);
    if (wish->check) co_return co_await checked(call.shared.cloud, std::move(wanted));
    co_return co_await submit(desk, std::move(call), std::move(wanted));
}

asio::awaitable<net::Response> retrain_job(Desk& desk, Call call) {
    const auto wish = read_retraining(call.body);
    if (!wish) co_return to_response(wish.error());
    const auto key = read_idempotency_key(call.head, call.body);
    if (!key) co_return to_response(key.error());
    if (*key) {  // before its parent is judged, which may have changed since
        const auto before = co_await answered_before(call.shared.cloud, **key);
        if (!before) co_return to_response(before.error());
        if (*before) co_return co_await replay(desk, (*before)->job_id);
    }
    Asking<JobView> ask = [&](Answer<JobView> answer) { desk.get(call.job_id, std::move(answer)); };
    const Asked<JobView> parent = co_await answer_to<JobView>(std::move(ask));
    if (!parent) co_return to_response(parent.error());
    auto submission = retrained(parent->job, *wish);
    if (!submission) co_return to_response(submission.error());
    const bool gone = co_await is_missing(call.shared.cloud, submission->dataset_id);
    if (gone) co_return to_response(parents_dataset_gone(parent->job));
    Submission wanted = std::move(*submission);
    co_return co_await submit(desk, std::move(call), std::move(wanted));
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
    const auto edition = desk.edition(call.job_id);
    if (auto again = show_again(call, edition)) co_return std::move(*again);
    Asking<JobView> ask = [&](Answer<JobView> answer) { desk.get(call.job_id, std::move(answer)); };
    const Asked<JobView> view = co_await answer_to<JobView>(std::move(ask));
    if (!view) co_return to_response(view.error());
    std::string tag = job_tag(edition_of(*view));
    // What is offered to a draft comes and goes with other jobs, of which its edition tells nothing.
    const bool may_change = may_reuse(view->job);
    if (!may_change && has_already(call.head, tag)) co_return not_modified(std::move(tag));
    Json document = job_view(*view);
    Json reuse = co_await reuse_for(call.shared.cloud, view->job);
    if (!reuse.is_null()) {
        tag.insert(tag.size() - 1, "-" + std::to_string(std::hash<std::string>{}(reuse.dump())));
        document["reuse"] = std::move(reuse);
    }
    if (may_change && has_already(call.head, tag)) co_return not_modified(std::move(tag));
    net::Response response = json_answer(200, document);
    // Nothing happened to the job while it was looked at, and all was there that can be shown.
    const bool whole = !may_change && (!view->job.preflight || view->files);
    if (whole && edition == edition_of(*view) && edition == desk.edition(call.job_id))
        call.shared.documents.keep(call.job_id, tag, response.body);
    co_return with_tag(std::move(response), std::move(tag));
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
    Json view = explanation_view(call.job_id, *explanation);
    Json reuse = nullptr;
    if (explanation->state == "draft") {
        Asking<JobView> look = [&](Answer<JobView> answer) { desk.get(call.job_id, std::move(answer)); };
        const Asked<JobView> job = co_await answer_to<JobView>(std::move(look));
        if (job) reuse = co_await reuse_for(call.shared.cloud, job->job);
    }
    view["reuse"] = std::move(reuse);
    co_return json_answer(200, view);
}

}  // namespace understudy::api
