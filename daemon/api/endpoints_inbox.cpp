// /v1/inbox: what other machines have sent.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/paths.hpp"
#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/cloud_room.hpp"
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

/// The same by where its recordings lie with all links followed.
bool lie_in(const std::vector<Recording>& recordings, const std::string& folder) {
    return std::any_of(recordings.begin(), recordings.end(), [&](const Recording& recording) {
        return is_inside(lexically_clean(recording.file.path), folder);
    });
}

Problem in_use(const std::string& folder, const Job& job) {
    return {409, "folder-in-use", "The folder is in use",
            "Job " + job.id + " names " + for_people(folder) +
                " and may need it yet: delete or cancel it first, or wait until it is completed.",
            ""};
}

using Jobs = std::vector<JobView>;

/// The next of those that may need recordings yet. A draft or failed one counts: it may be started, or
/// retried.
asio::awaitable<Asked<Jobs>> jobs_behind(Desk& desk, std::string before_id) {
    JobQuery query{.states = {"draft", "uploading", "training", "failed"},
                   .limit = page,
                   .before_id = std::move(before_id)};
    Asking<Jobs> ask = [&](Answer<Jobs> answer) { desk.list(query, std::move(answer)); };
    co_return co_await answer_to<Jobs>(std::move(ask));
}

/// Where a folder really lies, by the files in it; "" where it has none that a job could have.
asio::awaitable<Asked<std::string>> resolved(RecordingsPort& recordings, std::string folder) {
    Asking<Selection> ask = [&](Answer<Selection> answer) { recordings.select({folder}, std::move(answer)); };
    const Asked<Selection> selection = co_await answer_to<Selection>(std::move(ask));
    if (!selection && selection.error().status == 503) co_return failure(selection.error());
    if (!selection || selection->files.empty()) co_return std::string();
    const SelectedFile& file = selection->files.front();
    if (!file.path.ends_with("/" + file.relative)) co_return std::string();
    co_return file.path.substr(0, file.path.size() - file.relative.size() - 1);
}

asio::awaitable<Asked<std::vector<Recording>>> recordings_of(Store& store, std::string job_id) {
    using Recordings = std::vector<Recording>;
    Asking<Recordings> ask = [&](Answer<Recordings> answer) {
        store.load_recordings(job_id, [answer = std::move(answer)](Result<Recordings, StoreTrouble> found) {
            const bool gone = !found && found.error().kind == StoreTrouble::Kind::not_found;
            gone ? answer(Recordings()) : as_store_answer<Recordings>(answer)(std::move(found));
        });
    };
    co_return co_await answer_to<Recordings>(std::move(ask));
}

/// A job that names the folder: by the paths that were given, or through links, by those of its recordings,
/// which were resolved when it was submitted.
asio::awaitable<Asked<std::optional<Job>>> job_that_needs(Desk& desk, CloudRoom* room, std::string folder) {
    std::string real;
    if (room != nullptr) {
        Asked<std::string> found = co_await resolved(room->recordings, folder);
        if (!found) co_return failure(found.error());
        real = std::move(*found);
    }
    std::string before_id;
    for (;;) {
        const Asked<Jobs> jobs = co_await jobs_behind(desk, before_id);
        if (!jobs) co_return failure(jobs.error());
        for (const JobView& view : *jobs) {
            if (names(view.job, folder)) co_return std::optional<Job>(view.job);
            if (real.empty() || view.job.spec.paths.empty()) continue;
            const auto recordings = co_await recordings_of(room->store, view.job.id);
            if (!recordings) co_return failure(recordings.error());
            if (lie_in(*recordings, real)) co_return std::optional<Job>(view.job);
        }
        if (jobs->size() < page) co_return std::optional<Job>();
        before_id = jobs->back().job.id;
    }
}

asio::awaitable<Asked<InboxView>> view_of(Inbox& inbox) {
    Asking<InboxView> ask = [&](InboxReply<InboxView> reply) { inbox.view(std::move(reply)); };
    co_return co_await answer_to<InboxView>(std::move(ask));
}

/// Why the folder may not be removed; nullopt when it may.
asio::awaitable<std::optional<Problem>> refuse_removal(Desk& desk, CloudRoom* room, Inbox& inbox,
                                                       std::string name) {
    const Asked<InboxView> view = co_await view_of(inbox);
    if (!view) co_return view.error();
    const std::string folder = lexically_clean(view->path + "/" + name);
    const Asked<std::optional<Job>> job = co_await job_that_needs(desk, room, folder);
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
    const auto problem = co_await refuse_removal(desk, call.shared.cloud, *call.shared.inbox, call.job_id);
    if (problem) co_return to_response(*problem);
    Asking<Nothing> ask = [&](InboxReply<Nothing> reply) {
        call.shared.inbox->remove_folder(call.job_id, std::move(reply));
    };
    const Asked<Nothing> removed = co_await answer_to<Nothing>(std::move(ask));
    co_return removed ? empty_answer(204) : to_response(removed.error());
}

}  // namespace understudy::api
