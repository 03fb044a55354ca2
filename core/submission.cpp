// What a new job must look like: every member is checked, and the first that is wrong is named with its cure.
#include <algorithm>

#include "core/adoption.hpp"
#include "core/catalogue.hpp"
#include "core/check.hpp"
#include "core/command.hpp"
#include "core/counted.hpp"
#include "core/preflight.hpp"
#include "core/queue_place.hpp"
#include "core/retraining.hpp"
#include "core/stepper.hpp"

namespace understudy {
namespace {

using Check = std::optional<Problem>;

Check check_source(const Submission& submission) {
    const bool paths = !submission.spec.paths.empty(), dataset = !submission.dataset_id.empty();
    if (paths && dataset) return invalid_field("/dataset_id", "name recordings or a dataset_id, not both");
    if (!paths && !dataset)
        return invalid_field("/recordings",
                             "name at least one file or folder of recordings, or a dataset_id");
    const auto safe = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; };
    if (submission.dataset_id.size() > 200 ||
        !std::all_of(submission.dataset_id.begin(), submission.dataset_id.end(), safe))
        return invalid_field("/dataset_id", "this is not the id of a dataset (letters, digits, '_' and '-')");
    return std::nullopt;
}

Check first_of(std::initializer_list<Check> checks) {
    for (const Check& check : checks)
        if (check) return check;
    return std::nullopt;
}

}  // namespace

Problem invalid_field(std::string field, std::string detail) {
    return {422, "invalid-field", "A field is not valid", std::move(detail), std::move(field)};
}

Check check_name(const std::string& name) {
    if (name.empty() || name.find_first_not_of(' ') == std::string::npos)
        return invalid_field("/name", "give the voice a name, for example \"Anna\"");
    if (name.size() > 200)
        return invalid_field("/name",
                             "the name has " + std::to_string(name.size()) + " bytes; shorten it to 200");
    const auto control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
    if (std::any_of(name.begin(), name.end(), control))
        return invalid_field("/name",
                             "the name holds a line break or another control character; take it out");
    return std::nullopt;
}

Check check_description(const std::string& description) {
    if (description.size() > 2'000)
        return invalid_field("/description", "the description has " + std::to_string(description.size()) +
                                                 " bytes; shorten it to 2000");
    const auto control = [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F; };
    if (std::any_of(description.begin(), description.end(), control))
        return invalid_field("/description", "the description holds a control character; take it out");
    return std::nullopt;
}

Check check_language(const std::string& language) {
    if (language.empty())
        return invalid_field("/language", "name the language of the recordings, for example \"en\"");
    if (known_language(language)) return std::nullopt;
    return invalid_field("/language",
                         "the cloud does not know this language; it takes: " + languages_in_words());
}

Check check_model(const std::string& model_id, const Policy& policy) {
    const std::string cure = "; use \"" + policy.model_id + "\"";
    switch (standing_of(model_id, policy.model_id)) {
        case ModelStanding::trainable:
            return std::nullopt;
        case ModelStanding::retired:
            return invalid_field("/model_id", "this model is retired" + cure);
        case ModelStanding::alias:
            return invalid_field("/model_id",
                                 "a professional voice needs a dated model, this is an alias" + cure);
        case ModelStanding::unknown:
            break;
    }
    return invalid_field("/model_id", "this model is not known" + cure +
                                          ", or set [training] model_id in the configuration if it is new");
}

Check check_attempts(int max_attempts) {
    if (max_attempts >= 1 && max_attempts <= 100) return std::nullopt;
    return invalid_field("/max_attempts", "max_attempts must be between 1 and 100");
}

Check check_priority(int priority) {
    if (priority >= lowest_priority && priority <= highest_priority) return std::nullopt;
    return invalid_field("/priority", "priority must be between " + std::to_string(lowest_priority) +
                                          " and " + std::to_string(highest_priority) +
                                          "; the higher goes first, 0 is usual");
}

Check check_accent(const std::string& accent) {
    const auto printable = [](unsigned char c) { return c >= 0x20 && c != 0x7F; };
    if (accent.size() <= 100 && std::all_of(accent.begin(), accent.end(), printable)) return std::nullopt;
    return invalid_field(
        "/accent", "an accent is named in at most 100 bytes without line breaks, as the cloud names it");
}

Check check_labels(const std::map<std::string, std::string>& labels) {
    if (labels.size() > 32) return invalid_field("/labels", "at most 32 labels");
    for (const auto& [key, value] : labels) {
        const auto safe = [](unsigned char c) {
            return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
        };
        if (key.empty() || key.size() > 63 || !std::all_of(key.begin(), key.end(), safe))
            return invalid_field("/labels", "a label's name has 1 to 63 letters, digits, '.', '_' or '-'");
        if (value.size() > 200)
            return invalid_field("/labels/" + key, "a label's value has at most 200 bytes");
    }
    return std::nullopt;
}

Result<Submission, Problem> check_submission(Submission submission, const Policy& policy) {
    Spec& spec = submission.spec;
    if (submission.adopted) return check_adopted(std::move(submission));
    if (spec.model_id.empty()) spec.model_id = policy.model_id;
    if (spec.max_attempts == 0) spec.max_attempts = policy.max_attempts;
    const Check problem =
        first_of({check_name(spec.name), check_language(spec.language), check_source(submission),
                  check_description(spec.description), check_model(spec.model_id, policy),
                  check_attempts(spec.max_attempts), check_labels(spec.labels), check_priority(spec.priority),
                  check_accent(spec.accent)});
    if (problem) return failure(*problem);
    if (submission.parent)
        if (auto same = forbids_the_same(submission.parent->spec, spec)) return failure(std::move(*same));
    return submission;
}

Check check_selection(const Selection& selection) {
    if (selection.refused.empty()) return std::nullopt;
    Problem problem = selection.refused.front().problem;
    if (const std::size_t others = selection.refused.size() - 1)
        problem.detail += " (" + std::to_string(others) + (others == 1 ? " other" : " others") +
                          " cannot be uploaded either: understudy preflight names them all.)";
    return problem;
}

std::optional<Problem> check_reason(const std::string& field, const std::string& reason) {
    if (reason.find_first_not_of(" \t\r\n") != std::string::npos) return std::nullopt;
    return invalid_field(field, "say why: the reason is kept in the job's history");
}

std::vector<Recording> recordings_of(const Selection& selection) {
    std::vector<Recording> recordings(selection.files.size());
    for (std::size_t position = 0; position < recordings.size(); ++position)
        recordings[position].file = selection.files[position];
    return recordings;
}

Step submit(std::string job_id, Submission submission, Selection selection, Now now) {
    if (submission.adopted) return follow(std::move(job_id), std::move(submission), now);
    const Policy unused;
    Job job;
    job.id = std::move(job_id);
    job.spec = std::move(submission.spec);
    job.state = Draft{submission.start, ""};
    job.own_dataset = submission.dataset_id.empty();
    job.dataset_id = std::move(submission.dataset_id);
    if (submission.parent) job.parent_id = submission.parent->id;
    job.created_at = now.wall;
    job.recordings = recordings_of(selection);
    job.recordings_loaded = true;
    if (!job.own_dataset)
        job.preflight = summary_of(unmeasurable_dataset(job.dataset_id, 0), unused.thresholds);
    Stepper step(std::move(job), unused, now);
    step.touch_all_recordings();
    const std::string recordings = counted(selection.files.size(), "recording");
    const std::string from = step.job().parent_id.empty() ? "" : ", retrains " + step.job().parent_id;
    std::vector<std::pair<std::string, std::string>> data{
        {"ignored", std::to_string(selection.ignored.size())}};
    const std::string& folder = submission.hot_folder;
    if (!folder.empty()) data.insert(data.end(), {{"by", "the hot folder"}, {"hot_folder", folder}});
    step.say("submitted",
             (step.job().own_dataset ? recordings : "on dataset " + step.job().dataset_id) + from +
                 (folder.empty() ? "" : ", dropped as " + folder),
             std::move(data));
    return std::move(step).finish();
}

}  // namespace understudy
