#include "core/in_use.hpp"

#include <algorithm>

#include "core/cloud_status.hpp"
#include "core/marker.hpp"

namespace understudy {
namespace {

bool bears_marker_of(const Job& job, std::string_view description) {
    const auto marker = marker_of(description);
    return marker && marker->job_id == job.id;
}

}  // namespace

bool uses(const Job& job, const CloudDataset& dataset) {
    return job.dataset_id == dataset.id || bears_marker_of(job, dataset.description);
}

bool uses(const Job& job, const CloudFineTune& fine_tune) {
    return fine_tune_of(job) == fine_tune.id || bears_marker_of(job, fine_tune.description);
}

bool has_voice(const Job& job, std::string_view voice_id) {
    const auto* completed = std::get_if<Completed>(&job.state);
    return completed != nullptr && std::any_of(completed->voices.begin(), completed->voices.end(),
                                               [&](const CloudVoice& voice) { return voice.id == voice_id; });
}

Problem in_use(const std::string& what, const Job& job) {
    return {409, "in-use", "Something uses it",
            what + " is used by " + job.id + " (" + job.spec.name + ", " + state_word(job.state) +
                "). Nothing was changed. Wait for its end, or cancel it: understudy cancel " + job.id + ".",
            ""};
}

std::optional<Problem> trained_on(const CloudDataset& dataset, const std::vector<CloudFineTune>& fine_tunes) {
    for (const CloudFineTune& fine_tune : fine_tunes) {
        const bool ended = cloud_says_completed(fine_tune.status) || cloud_says_failed(fine_tune.status);
        if (fine_tune.dataset != dataset.id || ended) continue;
        return Problem{409, "in-use", "Something uses it",
                       "The fine-tune " + fine_tune.id + " (" + fine_tune.status +
                           ") trains on the dataset " + dataset.id +
                           ". Nothing was changed. Wait for its end, or delete it first.",
                       ""};
    }
    return std::nullopt;
}

std::string text_behind_marker(std::string_view description) {
    const auto marker = marker_of(description);
    if (!marker) return std::string(description);
    description.remove_prefix(to_text(*marker).size());
    if (description.starts_with(' ')) description.remove_prefix(1);
    return std::string(description);
}

std::string description_with(std::string_view old, std::string_view text) {
    const auto marker = marker_of(old);
    return marker ? marked(*marker, text) : std::string(text);
}

}  // namespace understudy
