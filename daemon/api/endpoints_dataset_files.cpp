// Recordings on their way into a dataset, because a person asked for it. Each is measured as a job's are,
// sent once, and named by its content: who asks for the same again sends only what is missing.
#include <nlohmann/json.hpp>

#include "core/filling.hpp"
#include "core/words.hpp"
#include "daemon/api/answers.hpp"
#include "daemon/api/cloud_asking.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"

namespace understudy::api {

namespace {

Problem uploading_paused() {
    return {409, "paused", "This is paused",
            "All uploading is paused. It goes on with: understudy resume uploading.", ""};
}

/// The first that is no recording; a dataset is filled with all of them or not begun.
std::optional<Problem> refuse(const std::vector<Recording>& recordings) {
    for (const Recording& recording : recordings) {
        const Content content = recording.measurement ? recording.measurement->content : Content::unreadable;
        if (content == Content::recording) continue;
        const bool unread = content == Content::unreadable || content == Content::probe_failed;
        return Problem{422, unread ? "recording-unreadable" : "format-not-accepted", "No recording",
                       recording.file.path + " is no recording that can be sent (" + to_word(content) +
                           "). Nothing was sent; understudy preflight says what to do about it.",
                       "/recordings"};
    }
    return std::nullopt;
}

asio::awaitable<Asked<PreflightReport>> measured(Desk& desk, std::vector<std::string> paths) {
    Asking<PreflightReport> ask = [&](Answer<PreflightReport> answer) {
        desk.preflight(std::move(paths), std::move(answer));
    };
    co_return co_await answer_to<PreflightReport>(std::move(ask));
}

asio::awaitable<Asked<Nothing>> sent(CloudRoom& room, std::string dataset_id, std::string filename,
                                     const Recording& recording) {
    Asking<Nothing> ask = [&](Answer<Nothing> answer) {
        NewFile file;
        file.dataset_id = dataset_id;
        file.filename = filename;
        file.content =
            room.recordings.open(recording.file.path, recording.file.identity, recording.measurement->xxh3);
        CloudWish wish{"the file " + filename, "sent", "understudy datasets files " + dataset_id};
        room.cloud.upload_file(std::move(file), as_cloud_answer(std::move(answer), std::move(wish)));
    };
    co_return co_await answer_to<Nothing>(std::move(ask));
}

/// What became of the recordings so far, as it is answered.
struct Filled {
    Json files = Json::array();
    std::size_t sent = 0, there = 0, left = 0;
    std::optional<Problem> stopped_by;  ///< why the rest was not sent

    void note(const Recording& recording, const std::string& filename, const char* outcome) {
        files.push_back({{"path", recording.file.path},
                         {"filename", filename},
                         {"size", recording.file.identity.size},
                         {"outcome", outcome}});
    }
};

Json stopped_view(const std::optional<Problem>& problem) {
    if (!problem) return nullptr;
    return {{"type", "/problems/" + problem->type}, {"detail", problem->detail}};
}

Json filled_view(const std::string& dataset_id, Filled filled) {
    return {{"dataset_id", dataset_id},
            {"sent", filled.sent},
            {"there", filled.there},
            {"left", filled.left},
            {"files", std::move(filled.files)},
            {"stopped_by", stopped_view(filled.stopped_by)}};
}

/// One after the other: jobs at work send beside it. The first that cannot be sent ends it.
asio::awaitable<Filled> fill(Desk& desk, CloudRoom& room, const CloudDataset& dataset,
                             const std::vector<Recording>& recordings, std::vector<Filling> plan) {
    Filled filled;
    for (const Filling& filling : plan) {
        const Recording& recording = recordings[filling.recording];
        if (filling.there) {
            ++filled.there;
            filled.note(recording, filling.filename, "there");
            continue;
        }
        if (!filled.stopped_by && desk.pauses().uploading) filled.stopped_by = uploading_paused();
        if (!filled.stopped_by) {  // a job may have begun with it meanwhile
            const Asked<Nothing> unused = co_await nobody_uses(desk, dataset);
            if (!unused) filled.stopped_by = unused.error();
        }
        if (filled.stopped_by) {
            ++filled.left;
            filled.note(recording, filling.filename, "not_sent");
            continue;
        }
        const Asked<Nothing> outcome = co_await sent(room, dataset.id, filling.filename, recording);
        if (outcome) {
            ++filled.sent;
            filled.note(recording, filling.filename, "sent");
            continue;
        }
        ++filled.left;
        const bool unknown = outcome.error().type == "cloud-outcome-unknown";
        filled.note(recording, filling.filename, unknown ? "unknown" : "not_sent");
        filled.stopped_by = outcome.error();
    }
    co_return std::move(filled);
}

}  // namespace

asio::awaitable<net::Response> add_dataset_files(Desk& desk, Call call) {
    auto paths = read_paths(call.body);
    if (!paths) co_return to_response(paths.error());
    if (desk.pauses().uploading) co_return to_response(uploading_paused());
    CloudRoom& room = *call.shared.cloud;
    const auto busy = is_being_filled(&room, call.job_id);  // two requests would send the same twice
    if (busy) co_return to_response(*busy);
    const Taking turn(room, call.job_id);
    const auto dataset = co_await dataset_in_cloud(room, call.job_id);
    if (!dataset) co_return to_response(dataset.error());
    const Asked<Nothing> unused = co_await nobody_uses(desk, *dataset);
    if (!unused) co_return to_response(unused.error());
    const auto report = co_await measured(desk, std::move(*paths));
    if (!report) co_return to_response(report.error());
    if (const auto problem = refuse(report->recordings)) co_return to_response(*problem);
    const auto files = co_await files_in_cloud(room, call.job_id);
    if (!files) co_return to_response(files.error());
    std::vector<Filling> plan = plan_filling(report->recordings, *files);
    Filled filled = co_await fill(desk, room, *dataset, report->recordings, std::move(plan));
    co_return json_answer(200, filled_view(call.job_id, std::move(filled)));
}

}  // namespace understudy::api
