// /v1/hot-folder: what was dropped into the watched folders, and what became of it.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/hot_folder.hpp"
#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/json.hpp"

namespace understudy::api {

namespace {

constexpr std::size_t most_shown = 1'000, most_listed = 1'000;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json seconds_of(Duration duration) { return std::chrono::duration<double>(duration).count(); }

using Jobs = std::map<std::string, Job, std::less<>>;

/// A taken one's words are those of its job as it is now. nullptr: the jobs could not be read.
HotFolderWords words_of(const HotFolderEntry& entry, const Jobs* jobs) {
    if (entry.state != HotFolderState::taken) return {entry.why, entry.cure, ""};
    if (jobs == nullptr) return {};
    const auto job = jobs->find(entry.job_id);
    return words_of_taken(entry, job == jobs->end() ? nullptr : &job->second);
}

Json entry_view(const HotFolderEntry& entry, const HotFolderWords& words) {
    return {{"path", entry.path},
            {"state", to_word(entry.state)},
            {"why", text_or_null(words.why)},
            {"cure", text_or_null(words.cure)},
            {"note", text_or_null(words.note)},
            {"job_id", text_or_null(entry.job_id)},
            {"since", to_rfc3339(entry.since)}};
}

Json watched_view(const WatchedFolder& watched) {
    return {{"path", watched.path},
            {"trouble", text_or_null(watched.trouble)},
            {"looked_at", watched.looked_at ? Json(to_rfc3339(*watched.looked_at)) : Json(nullptr)}};
}

/// Of the entries that are shown.
std::set<std::string> jobs_of(const HotFolderReport& report) {
    std::set<std::string> ids;
    for (std::size_t at = 0; at < std::min(report.folders.size(), most_shown); ++at)
        if (!report.folders[at].job_id.empty()) ids.insert(report.folders[at].job_id);
    return ids;
}

/// Those of the jobs that there are still; page by page, which is cheaper than one by one with their files.
asio::awaitable<Asked<Jobs>> find_jobs(Desk& desk, std::set<std::string> wanted) {
    Jobs jobs;
    JobQuery query;
    query.limit = most_listed;
    while (!wanted.empty()) {
        using Views = std::vector<JobView>;
        Asking<Views> ask = [&](Answer<Views> answer) { desk.list(query, std::move(answer)); };
        Asked<Views> page = co_await answer_to<Views>(std::move(ask));
        if (!page) co_return failure(page.error());
        for (const JobView& view : *page)
            if (wanted.erase(view.job.id) > 0) jobs.emplace(view.job.id, view.job);
        if (page->size() < query.limit) break;
        query.before_id = page->back().job.id;
        if (!wanted.empty() && query.before_id < *wanted.begin()) break;  // only older ones follow
    }
    co_return jobs;
}

Json hot_folder_view(const HotFolderReport& report, const Jobs* jobs) {
    Json watched = Json::array(), folders = Json::array();
    for (const WatchedFolder& folder : report.watched) watched.push_back(watched_view(folder));
    for (const HotFolderEntry& entry : report.folders)
        if (folders.size() < most_shown) folders.push_back(entry_view(entry, words_of(entry, jobs)));
    return {{"interval_s", seconds_of(report.plan.interval)},
            {"settle_for_s", seconds_of(report.plan.settle_for)},
            {"start", report.plan.start},
            {"watched", std::move(watched)},
            {"folders", std::move(folders)},
            {"folders_total", report.folders.size()}};
}

}  // namespace

asio::awaitable<net::Response> show_hot_folder(Desk& desk, Call call) {
    const HotFolderReport report =
        call.shared.hot_folder ? call.shared.hot_folder->report() : HotFolderReport{};
    const Asked<Jobs> jobs = co_await find_jobs(desk, jobs_of(report));
    co_return json_answer(200, hot_folder_view(report, jobs.ok() ? &*jobs : nullptr));
}

}  // namespace understudy::api
