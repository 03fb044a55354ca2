#include "daemon/api/cloud_views.hpp"

#include <nlohmann/json.hpp>
#include <numeric>

#include "core/cloud_status.hpp"
#include "core/in_use.hpp"
#include "core/marker.hpp"

namespace understudy::api {

namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json job_in(const std::string& description) {
    const auto marker = marker_of(description);
    return marker ? Json(marker->job_id) : Json(nullptr);
}

const char* word_of(Standing standing) {
    switch (standing) {
        case Standing::known:
            return "known";
        case Standing::orphan:
            return "orphan";
        case Standing::foreign:
            break;
    }
    return "foreign";
}

Json brief_view(const Job& job) {
    return {{"job_id", job.id}, {"name", job.spec.name}, {"state", state_word(job.state)}};
}

const char* reuse_of(const Overlap& overlap) {
    if (overlap.further > 0) return "holds-others";
    return overlap.whole() ? "as-it-is" : "add-the-rest";
}

}  // namespace

Json dataset_view(const CloudDataset& dataset) {
    return {{"id", dataset.id},
            {"name", dataset.name},
            {"description", text_behind_marker(dataset.description)},
            {"job_id", job_in(dataset.description)}};
}

Json dataset_view(const CloudDataset& dataset, const std::vector<CloudFile>& files,
                  const std::vector<Job>& jobs) {
    Json view = dataset_view(dataset);
    view["files_total"] = files.size();
    view["bytes_total"] =
        std::accumulate(files.begin(), files.end(), std::uint64_t{0},
                        [](std::uint64_t sum, const CloudFile& file) { return sum + file.size; });
    view["used_by"] = Json::array();
    for (const Job& job : jobs)
        if (uses(job, dataset)) view["used_by"].push_back(brief_view(job));
    return view;
}

Json file_view(const CloudFile& file) {
    return {{"id", file.id},
            {"filename", file.filename},
            {"size", file.size},
            {"digest", text_or_null(digest_in(file.filename).value_or(""))}};
}

Json overlap_view(const CloudDataset& dataset, const Overlap& overlap) {
    return {{"id", dataset.id},
            {"name", dataset.name},
            {"files_held", overlap.held},
            {"files_wanted", overlap.wanted},
            {"further_files", overlap.further},
            {"reuse", reuse_of(overlap)}};
}

Json fine_tune_view(const CloudFineTune& fine_tune, Standing standing, const std::optional<Check>& finding) {
    return {{"id", fine_tune.id},
            {"name", fine_tune.name},
            {"description", text_behind_marker(fine_tune.description)},
            {"language", fine_tune.language},
            {"model_id", fine_tune.model_id},
            {"dataset_id", fine_tune.dataset},
            {"status", fine_tune.status},
            {"user_errors", fine_tune.user_errors},
            {"job_id", job_in(fine_tune.description)},
            {"standing", word_of(standing)},
            {"words", text_or_null(finding ? finding->words : "")},
            {"cure", text_or_null(finding ? finding->cure : "")}};
}

Json fine_tune_view(const CloudFineTune& fine_tune, const std::string& adopter) {
    Json view = fine_tune_view(fine_tune, Standing::known, std::nullopt);
    view["job_id"] = adopter;
    return view;
}

Json voice_view(const OwnedVoice& voice) {
    return {{"id", voice.id},
            {"name", voice.name},
            {"description", voice.description},
            {"language", text_or_null(voice.language)},
            {"gender", text_or_null(voice.gender)},
            {"is_owner", voice.is_owner},
            {"created_at", text_or_null(voice.created_at)}};
}

Json voice_view(const OwnedVoice& voice, const std::vector<Job>& jobs) {
    Json view = voice_view(voice);
    view["used_by"] = Json::array();
    for (const Job& job : jobs) view["used_by"].push_back(brief_view(job));
    return view;
}

}  // namespace understudy::api
