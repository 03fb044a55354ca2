// /v1/hot-folder: what was dropped into the watched folders, and what became of it.
#include <nlohmann/json.hpp>

#include "core/hot_folder.hpp"
#include "daemon/api/answers.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/json.hpp"

namespace understudy::api {

namespace {

constexpr std::size_t most_shown = 1'000;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json seconds_of(Duration duration) { return std::chrono::duration<double>(duration).count(); }

Json entry_view(const HotFolderEntry& entry) {
    return {{"path", entry.path},
            {"state", to_word(entry.state)},
            {"why", text_or_null(entry.why)},
            {"cure", text_or_null(entry.cure)},
            {"job_id", text_or_null(entry.job_id)},
            {"since", to_rfc3339(entry.since)}};
}

Json watched_view(const WatchedFolder& watched) {
    return {{"path", watched.path},
            {"trouble", text_or_null(watched.trouble)},
            {"looked_at", watched.looked_at ? Json(to_rfc3339(*watched.looked_at)) : Json(nullptr)}};
}

Json hot_folder_view(const HotFolderReport& report) {
    Json watched = Json::array(), folders = Json::array();
    for (const WatchedFolder& folder : report.watched) watched.push_back(watched_view(folder));
    for (const HotFolderEntry& entry : report.folders)
        if (folders.size() < most_shown) folders.push_back(entry_view(entry));
    return {{"interval_s", seconds_of(report.plan.interval)},
            {"settle_for_s", seconds_of(report.plan.settle_for)},
            {"start", report.plan.start},
            {"watched", std::move(watched)},
            {"folders", std::move(folders)},
            {"folders_total", report.folders.size()}};
}

}  // namespace

asio::awaitable<net::Response> show_hot_folder(Desk&, Call call) {
    const HotFolderReport report =
        call.shared.hot_folder ? call.shared.hot_folder->report() : HotFolderReport{};
    co_return json_answer(200, hot_folder_view(report));
}

}  // namespace understudy::api
