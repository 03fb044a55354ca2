// /v1/datasets: what the playground does by hand.
#include <nlohmann/json.hpp>

#include "core/filling.hpp"
#include "core/in_use.hpp"
#include "core/marker.hpp"
#include "daemon/api/answers.hpp"
#include "daemon/api/cloud_asking.hpp"
#include "daemon/api/cloud_views.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/request_cloud.hpp"
#include "daemon/api/views.hpp"

namespace understudy::api {

namespace {

asio::awaitable<Asked<Nothing>> keep_dataset(CloudRoom& room, CloudDataset dataset) {
    Asking<Nothing> ask = [&](Answer<Nothing> answer) {
        room.playground.update_dataset(
            dataset, as_cloud_answer(std::move(answer), about_dataset(dataset.id, "changed")));
    };
    co_return co_await answer_to<Nothing>(std::move(ask));
}

/// No job of ours, and no training in the cloud, whosever it is, stands on it. Jobs are looked at once more
/// at the end: one may have begun while the cloud was asked.
asio::awaitable<Asked<Nothing>> may_go(Desk& desk, CloudRoom& room, CloudDataset dataset) {
    const Asked<Nothing> unused = co_await nobody_uses(desk, dataset);
    if (!unused) co_return failure(unused.error());
    const auto fine_tunes = co_await fine_tunes_in_cloud(room);
    if (!fine_tunes) co_return failure(fine_tunes.error());
    if (const auto problem = trained_on(dataset, *fine_tunes)) co_return failure(*problem);
    co_return co_await nobody_uses(desk, std::move(dataset));
}

/// The job that it was made for says so in its history, and is no more offered for reuse. One that cannot be
/// told is as one whose dataset was deleted in the playground.
asio::awaitable<void> tell_its_job(Desk& desk, CloudDataset dataset, std::string by) {
    const auto marker = marker_of(dataset.description);
    if (!marker) co_return;
    Asking<JobView> look = [&](Answer<JobView> answer) { desk.get(marker->job_id, std::move(answer)); };
    const Asked<JobView> job = co_await answer_to<JobView>(std::move(look));
    if (!job || job->job.dataset_id != dataset.id) co_return;
    Asking<JobView> tell = [&](Answer<JobView> answer) {
        desk.command(marker->job_id, DatasetDeletedCommand{"by " + by}, std::move(answer));
    };
    const Asked<JobView> told = co_await answer_to<JobView>(std::move(tell));
    static_cast<void>(told);
}

/// An answer from a part of them would offer to send again what is there.
net::Response not_measured_yet(const std::string& job_id) {
    net::Response response =
        to_response({409, "busy", "The job is busy",
                     "Preflight is not done yet: not all recordings of " + job_id +
                         " are measured, and what is not measured cannot be compared. Ask again when it is; "
                         "understudy show " +
                         job_id + " says how far it is.",
                     ""});
    response.headers.set("Retry-After", "5");
    return response;
}

/// Of a job on a dataset that somebody named nothing is ever measured.
bool lacks_measurements(const PreflightReport& report) {
    return std::any_of(report.recordings.begin(), report.recordings.end(), [](const Recording& recording) {
        return !recording.measurement && !recording.file.path.empty();
    });
}

/// What is there is told from what is being looked for by names and sizes alone: a report on the recordings
/// has their digests.
asio::awaitable<Asked<PreflightReport>> recordings_of_job(Desk& desk, std::string job_id) {
    Asking<PreflightReport> ask = [&](Answer<PreflightReport> answer) {
        desk.job_preflight(job_id, false, std::move(answer));
    };
    co_return co_await answer_to<PreflightReport>(std::move(ask));
}

}  // namespace

asio::awaitable<net::Response> list_datasets(Desk&, Call call) {
    const auto datasets = co_await datasets_in_cloud(*call.shared.cloud);
    if (!datasets) co_return to_response(datasets.error());
    Json data = Json::array();
    for (const CloudDataset& dataset : *datasets) data.push_back(dataset_view(dataset));
    co_return json_answer(200, page_view(std::move(data), ""));
}

asio::awaitable<net::Response> create_dataset(Desk&, Call call) {
    const auto wanted = read_new_dataset(call.body);
    if (!wanted) co_return to_response(wanted.error());
    CloudRoom& room = *call.shared.cloud;
    CloudWish wish{"the dataset “" + wanted->name + "”", "made", "understudy datasets"};
    Asking<CloudDataset> ask = [&](Answer<CloudDataset> answer) {
        room.cloud.create_dataset(*wanted, as_cloud_answer(std::move(answer), std::move(wish)));
    };
    const Asked<CloudDataset> dataset = co_await answer_to<CloudDataset>(std::move(ask));
    if (!dataset) co_return to_response(dataset.error());
    net::Response response = json_answer(201, dataset_view(*dataset));
    response.headers.set("Location", "/v1/datasets/" + net::percent_encode(dataset->id));
    co_return response;
}

asio::awaitable<net::Response> show_dataset(Desk& desk, Call call) {
    CloudRoom& room = *call.shared.cloud;
    const auto dataset = co_await dataset_in_cloud(room, call.job_id);
    if (!dataset) co_return to_response(dataset.error());
    const auto files = co_await files_in_cloud(room, call.job_id);
    if (!files) co_return to_response(files.error());
    const auto jobs = co_await jobs_at_work(desk);
    if (!jobs) co_return to_response(jobs.error());
    co_return json_answer(200, dataset_view(*dataset, *files, *jobs));
}

asio::awaitable<net::Response> change_dataset(Desk&, Call call) {
    const auto change = read_new_words(call.body);
    if (!change) co_return to_response(change.error());
    CloudRoom& room = *call.shared.cloud;
    const auto busy = is_being_filled(&room, call.job_id);
    if (busy) co_return to_response(*busy);
    const Taking turn(room, call.job_id);
    auto dataset = co_await dataset_in_cloud(room, call.job_id);
    if (!dataset) co_return to_response(dataset.error());
    if (change->name) dataset->name = *change->name;
    if (change->description)
        dataset->description = description_with(dataset->description, *change->description);
    const Asked<Nothing> kept = co_await keep_dataset(room, *dataset);
    co_return kept ? json_answer(200, dataset_view(*dataset)) : to_response(kept.error());
}

asio::awaitable<net::Response> delete_dataset(Desk& desk, Call call) {
    CloudRoom& room = *call.shared.cloud;
    const auto busy = is_being_filled(&room, call.job_id);
    if (busy) co_return to_response(*busy);
    const Taking turn(room, call.job_id);
    const auto dataset = co_await dataset_in_cloud(room, call.job_id);
    if (!dataset) co_return to_response(dataset.error());
    const Asked<Nothing> allowed = co_await may_go(desk, room, *dataset);
    if (!allowed) co_return to_response(allowed.error());
    Asking<Nothing> ask = [&](Answer<Nothing> answer) {
        room.playground.delete_dataset(
            call.job_id, as_cloud_answer(std::move(answer), about_dataset(call.job_id, "deleted")));
    };
    const Asked<Nothing> deleted = co_await answer_to<Nothing>(std::move(ask));
    if (!deleted) co_return to_response(deleted.error());
    co_await tell_its_job(desk, *dataset, call.caller);
    co_return empty_answer(204);
}

asio::awaitable<net::Response> list_dataset_files(Desk&, Call call) {
    const auto files = co_await files_in_cloud(*call.shared.cloud, call.job_id);
    if (!files) co_return to_response(files.error());
    Json data = Json::array();
    for (const CloudFile& file : *files) data.push_back(file_view(file));
    co_return json_answer(200, page_view(std::move(data), ""));
}

asio::awaitable<net::Response> delete_dataset_file(Desk& desk, Call call) {
    CloudRoom& room = *call.shared.cloud;
    const auto busy = is_being_filled(&room, call.job_id);
    if (busy) co_return to_response(*busy);
    const Taking turn(room, call.job_id);
    const auto dataset = co_await dataset_in_cloud(room, call.job_id);
    if (!dataset) co_return to_response(dataset.error());
    const Asked<Nothing> allowed = co_await may_go(desk, room, *dataset);
    if (!allowed) co_return to_response(allowed.error());
    CloudWish wish{"the file " + call.part_id, "deleted", "understudy datasets files " + call.job_id};
    Asking<Nothing> ask = [&](Answer<Nothing> answer) {
        room.cloud.delete_file(call.job_id, call.part_id,
                               as_cloud_answer(std::move(answer), std::move(wish)));
    };
    const Asked<Nothing> deleted = co_await answer_to<Nothing>(std::move(ask));
    co_return deleted ? empty_answer(204) : to_response(deleted.error());
}

/// One listing a dataset: asked for by a person, and as slow as the cloud allows.
asio::awaitable<net::Response> list_datasets_of_job(Desk& desk, Call call) {
    CloudRoom& room = *call.shared.cloud;
    const auto report = co_await recordings_of_job(desk, call.job_id);
    if (!report) co_return to_response(report.error());
    if (lacks_measurements(*report)) co_return not_measured_yet(call.job_id);
    const auto datasets = co_await datasets_in_cloud(room);
    if (!datasets) co_return to_response(datasets.error());
    std::vector<std::pair<Overlap, Json>> found;
    for (const CloudDataset& dataset : *datasets) {
        const auto files = co_await files_in_cloud(room, dataset.id);
        if (!files && files.error().status == 404) continue;  // deleted meanwhile
        if (!files) co_return to_response(files.error());
        const Overlap overlap = overlap_of(report->recordings, *files);
        if (overlap.held > 0) found.emplace_back(overlap, overlap_view(dataset, overlap));
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& left, const auto& right) {
        return std::pair(right.first.held, left.first.further) <
               std::pair(left.first.held, right.first.further);
    });
    Json data = Json::array();
    for (auto& [overlap, view] : found) data.push_back(std::move(view));
    co_return json_answer(200, page_view(std::move(data), ""));
}

}  // namespace understudy::api
