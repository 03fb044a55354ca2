// What people ask for all jobs at once, or for a job's place among them.
#include <array>
#include <nlohmann/json.hpp>

#include "core/marker.hpp"
#include "daemon/api/members.hpp"
#include "daemon/api/parameters.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"
#include "daemon/api/strict_json.hpp"

namespace understudy::api {

namespace {

constexpr std::uint64_t least_bandwidth = 1024;  // as in the configuration

/// null takes the switch back: as configured.
void read_bandwidth(const Json& json, Members& members, ControlsChange& change) {
    const auto found = json.find("bandwidth_limit");
    if (found == json.end()) return;
    if (found->is_null()) return void(change.bandwidth_limit.emplace());
    std::uint64_t limit = 0;
    members.read("bandwidth_limit", limit);
    if (limit != 0 && limit < least_bandwidth)
        members.refuse("bandwidth_limit",
                       "bandwidth_limit must be at least 1024 bytes a second, 0 for no limit, or "
                       "null for what is configured.");
    change.bandwidth_limit.emplace(limit);
}

}  // namespace

Result<ControlsChange, Problem> read_controls_change(std::string_view body) {
    static constexpr std::array known{"spending_paused", "uploading_paused", "bandwidth_limit", "reason"};
    auto json = read_strict_json(body);
    if (!json) return failure(json.error());
    ControlsChange change;
    Members members(*json, known, Null::refused);
    members.read("spending_paused", change.spending_paused);
    members.read("uploading_paused", change.uploading_paused);
    members.read("reason", change.reason);
    if (change.reason.size() > 500) members.refuse("reason", "reason has at most 500 bytes.");
    const bool pauses = change.spending_paused == true || change.uploading_paused == true;
    if (!change.reason.empty() && !pauses) members.refuse("reason", "A reason goes with a pause.");
    if (json->is_object()) read_bandwidth(*json, members, change);
    if (members.problem()) return failure(*members.problem());
    return change;
}

Result<CancelCommand, Problem> read_cancel(std::string_view body) {
    static constexpr std::array known{"keep_training"};
    auto json = read_optional_json(body);
    if (!json) return failure(json.error());
    CancelCommand cancel;
    Members members(*json, known, Null::absent);
    members.read("keep_training", cancel.keep_training);
    if (members.problem()) return failure(*members.problem());
    return cancel;
}

Result<MoveCommand, Problem> read_move(std::string_view body) {
    static constexpr std::array known{"to", "before", "after"};
    auto json = read_strict_json(body);
    if (!json) return failure(json.error());
    MoveCommand move;
    std::optional<std::string> to, before, after;
    Members members(*json, known, Null::absent);
    members.read("to", to);
    members.read("before", before);
    members.read("after", after);
    if (to.has_value() + before.has_value() + after.has_value() != 1)
        members.refuse("to", R"(Say one of three: to ("top" or "bottom"), or before or after (a job's id).)");
    if (to && *to != "top" && *to != "bottom") members.refuse("to", R"(to must be "top" or "bottom".)");
    if (before && !is_job_id(*before)) members.refuse("before", "before must be the whole id of a job.");
    if (after && !is_job_id(*after)) members.refuse("after", "after must be the whole id of a job.");
    if (members.problem()) return failure(*members.problem());
    using To = MoveCommand::To;
    move.to = before ? To::before : after ? To::after : *to == "top" ? To::top : To::bottom;
    move.other = before ? *before : after.value_or("");
    return move;
}

Result<std::size_t, Problem> read_queue_limit(std::string_view target) {
    static constexpr std::array known{"limit"};
    const auto parameters = Parameters::parse(target, known);
    if (!parameters) return failure(parameters.error());
    return parameters->count("limit", 1'000, 100);
}

}  // namespace understudy::api
