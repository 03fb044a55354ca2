// /v1/inbox: what other machines have sent.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/paths.hpp"
#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/inbox_views.hpp"
#include "daemon/api/problems.hpp"

namespace understudy::api {

namespace {

constexpr std::size_t page = 1'000;

bool names(const Job& job, const std::string& folder) {
    return std::any_of(job.spec.paths.begin(), job.spec.paths.end(), [&](const std::string& path) {
        const std::string clean = lexically_clean(path);
        return is_inside(clean, folder) || is_inside(folder, clean);
    });
}

Problem in_use(const std::string& folder, const Job& job) {
    return {409, "folder-in-use", "The folder is in use",
            "Job " + job.id + " names " + for_people(folder) +
                " and may need it yet: delete or cancel it first, or wait until it is completed.",
            ""};
}

/// A job that may need the folder's recordings yet; nullopt when there is none. A draft or failed one counts:
/// it may be started, or retried.
asio::awaitable<Asked<std::optional<Job>>> job_that_names(Desk& desk, std::string folder) {
    JobQuery query{.states = {"draft", "uploading", "training", "failed"}, .limit = page, .before_id = ""};
    for (;;) {
        Asking<std::vector<JobView>> ask = [&](Answer<std::vector<JobView>> answer) {
            desk.list(query, std::move(answer));
        };
        const Asked<std::vector<JobView>> jobs = co_await answer_to<std::vector<JobView>>(std::move(ask));
        if (!jobs) co_return failure(jobs.error());
        for (const JobView& view : *jobs)
            if (names(view.job, folder)) co_return std::optional<Job>(view.job);
        if (jobs->size() < page) co_return std::optional<Job>();
        query.before_id = jobs->back().job.id;
    }
}

asio::awaitable<Asked<InboxView>> view_of(Inbox& inbox) {
    Asking<InboxView> ask = [&](InboxReply<InboxView> reply) { inbox.view(std::move(reply)); };
    co_return co_await answer_to<InboxView>(std::move(ask));
}

/// Why the folder may not be removed; nullopt when it may.
asio::awaitable<std::optional<Problem>> refuse_removal(Desk& desk, Inbox& inbox, std::string name) {
    const Asked<InboxView> view = co_await view_of(inbox);
    if (!view) co_return view.error();
    const std::string folder = lexically_clean(view->path + "/" + name);
    const Asked<std::optional<Job>> job = co_await job_that_names(desk, folder);
    if (!job) co_return job.error();
    if (*job) co_return in_use(folder, **job);
    co_return std::nullopt;
}

}  // namespace

asio::awaitable<net::Response> show_inbox(Desk&, Call call) {
    if (call.shared.inbox == nullptr) co_return to_response(inbox_is_off());
    const Asked<InboxView> view = co_await view_of(*call.shared.inbox);
    co_return view ? json_answer(200, inbox_view(*view)) : to_response(view.error());
}

asio::awaitable<net::Response> show_inbox_folder(Desk&, Call call) {
    if (call.shared.inbox == nullptr) co_return to_response(inbox_is_off());
    using Files = std::vector<InboxFile>;
    Asking<Files> ask = [&](InboxReply<Files> reply) {
        call.shared.inbox->files(call.job_id, std::move(reply));
    };
    const Asked<Files> files = co_await answer_to<Files>(std::move(ask));
    co_return files ? json_answer(200, inbox_folder_view(call.job_id, *files)) : to_response(files.error());
}

asio::awaitable<net::Response> remove_inbox_folder(Desk& desk, Call call) {
    if (call.shared.inbox == nullptr) co_return to_response(inbox_is_off());
    const auto problem = co_await refuse_removal(desk, *call.shared.inbox, call.job_id);
    if (problem) co_return to_response(*problem);
    Asking<Nothing> ask = [&](InboxReply<Nothing> reply) {
        call.shared.inbox->remove_folder(call.job_id, std::move(reply));
    };
    const Asked<Nothing> removed = co_await answer_to<Nothing>(std::move(ask));
    co_return removed ? empty_answer(204) : to_response(removed.error());
}

}  // namespace understudy::api
