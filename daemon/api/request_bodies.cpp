#include <array>
#include <nlohmann/json.hpp>

#include "daemon/api/members.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"
#include "daemon/api/strict_json.hpp"

namespace understudy::api {

Result<SubmissionWish, Problem> read_submission(std::string_view body) {
    static constexpr std::array known{"name",        "language", "recordings", "dataset_id",
                                      "description", "model_id", "start",      "max_attempts",
                                      "labels",      "priority", "accent",     "check"};
    auto json = read_strict_json(body);
    if (!json) return failure(json.error());
    SubmissionWish wish;
    Submission& submission = wish.submission;
    submission.spec.max_attempts = 0;
    Members members(*json, known, Null::absent);
    members.read("name", submission.spec.name);
    members.read("language", submission.spec.language);
    members.read("recordings", submission.spec.paths);
    members.read("dataset_id", submission.dataset_id);
    members.read("description", submission.spec.description);
    members.read("model_id", submission.spec.model_id);
    members.read("start", submission.start);
    members.read("max_attempts", submission.spec.max_attempts);
    members.read("labels", submission.spec.labels);
    members.read("priority", submission.spec.priority);
    members.read("accent", submission.spec.accent);
    members.read("check", wish.check);
    if (members.has("max_attempts") && submission.spec.max_attempts < 1)
        members.refuse("max_attempts", "max_attempts must be at least 1.");
    if (members.problem()) return failure(*members.problem());
    return wish;
}

Result<Retraining, Problem> read_retraining(std::string_view body) {
    static constexpr std::array known{"model_id", "accent", "name", "start"};
    auto json = read_optional_json(body);
    if (!json) return failure(json.error());
    Retraining wish;
    Members members(*json, known, Null::absent);
    members.read("model_id", wish.model_id);
    members.read("accent", wish.accent);
    members.read("name", wish.name);
    members.read("start", wish.start);
    if (members.problem()) return failure(*members.problem());
    return wish;
}

Result<EditCommand, Problem> read_edit(std::string_view body) {
    static constexpr std::array known{"name",         "description", "language", "model_id", "recordings",
                                      "max_attempts", "labels",      "priority", "accent"};
    auto json = read_strict_json(body);
    if (!json) return failure(json.error());
    EditCommand edit;
    Members members(*json, known, Null::refused);
    members.read("name", edit.name);
    members.read("description", edit.description);
    members.read("language", edit.language);
    members.read("model_id", edit.model_id);
    members.read("recordings", edit.paths);
    members.read("max_attempts", edit.max_attempts);
    members.read("labels", edit.labels);
    members.read("priority", edit.priority);
    members.read("accent", edit.accent);
    if (members.problem()) return failure(*members.problem());
    return edit;
}

Result<StartCommand, Problem> read_start(std::string_view body) {
    static constexpr std::array known{"override_preflight"};
    auto json = read_optional_json(body);
    if (!json) return failure(json.error());
    StartCommand start;
    Members members(*json, known, Null::absent);
    members.read("override_preflight", start.override_preflight);
    if (members.has("override_preflight") && start.override_preflight.empty())
        members.refuse("override_preflight", "Say why: the reason is kept in the job's history.");
    if (members.problem()) return failure(*members.problem());
    return start;
}

Result<ResolveCommand, Problem> read_resolve(std::string_view body) {
    static constexpr std::array known{"outcome", "fine_tune_id", "reason"};
    auto json = read_strict_json(body);
    if (!json) return failure(json.error());
    ResolveCommand resolve;
    std::string outcome;
    Members members(*json, known, Null::absent);
    members.read("outcome", outcome);
    members.read("fine_tune_id", resolve.fine_tune_id);
    members.read("reason", resolve.reason);
    resolve.adopt = outcome == "adopt";
    if (outcome != "adopt" && outcome != "void")
        members.refuse("outcome",
                       "outcome must be \"adopt\" (it happened: fine_tune_id names what it made) or "
                       "\"void\" (it did not).");
    if (resolve.adopt && resolve.fine_tune_id.empty())
        members.refuse("fine_tune_id", "To adopt, name the fine-tune that was made.");
    if (!resolve.adopt && !resolve.fine_tune_id.empty())
        members.refuse("fine_tune_id", "\"void\" says that there is no fine-tune: leave fine_tune_id out.");
    if (resolve.reason.empty()) members.refuse("reason", "Say why: the reason is kept in the job's history.");
    if (members.problem()) return failure(*members.problem());
    return resolve;
}

std::optional<Problem> refuse_members(std::string_view body) {
    auto json = read_optional_json(body);
    if (!json) return json.error();
    return Members(*json, {}, Null::refused).problem();
}

Result<std::vector<std::string>, Problem> read_paths(std::string_view body) {
    static constexpr std::array known{"recordings"};
    auto json = read_strict_json(body);
    if (!json) return failure(json.error());
    std::vector<std::string> paths;
    Members members(*json, known, Null::absent);
    members.read("recordings", paths);
    if (paths.empty()) members.refuse("recordings", "Name at least one file or folder in recordings.");
    if (members.problem()) return failure(*members.problem());
    return paths;
}

}  // namespace understudy::api
