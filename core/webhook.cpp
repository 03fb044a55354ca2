#include "core/webhook.hpp"

#include <algorithm>
#include <array>

namespace understudy {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array types{"job.completed",
                           "job.failed",
                           "job.canceled",
                           "job.held",
                           "job.released",
                           "job.retrying",
                           "job.submitted",
                           "job.uploading",
                           "job.training",
                           "job.draft",
                           "job.start_wished",
                           "job.cancel_wished",
                           "job.edited",
                           "job.moved",
                           "job.approved",
                           "job.resolved",
                           "job.measured",
                           "job.uploaded",
                           "job.preflight_overruled",
                           "job.cloud_status",
                           "job.trouble",
                           "job.intent_opened",
                           "job.intent_confirmed",
                           "job.intent_voided",
                           "job.outcome_unknown",
                           "job.late_arrival",
                           "job.orphan",
                           "job.cloud_file_deleted",
                           "job.dataset_deleted",
                           webhook_test_type};

constexpr std::array default_types{"job.completed", "job.failed",       "job.canceled",
                                   "job.held",      "job.late_arrival", "job.orphan"};

constexpr std::array<Duration, webhook_tries - 1> waits{
    seconds{5}, minutes{5}, minutes{30}, hours{2}, hours{5}, hours{10}, hours{14}, hours{20}, hours{24}};
constexpr Duration longest_retry_after = hours{24};

std::string data_of(const HistoryEvent& event, std::string_view name) {
    for (const auto& [key, value] : event.data)
        if (key == name) return value;
    return "";
}

bool fits(std::string_view pattern, std::string_view type) {
    if (!pattern.ends_with('*')) return pattern == type;
    return type.starts_with(pattern.substr(0, pattern.size() - 1));
}

}  // namespace

std::span<const char* const> webhook_types() { return types; }

std::string webhook_type_of(const HistoryEvent& event) {
    if (event.type != "state_changed") return "job." + event.type;
    if (event.state == "failed" && !data_of(event, "retry_at").empty()) return "job.retrying";
    return "job." + event.state;
}

bool webhook_wants(const std::vector<std::string>& patterns, const HistoryEvent& event) {
    const std::string type = webhook_type_of(event);
    const auto is_it = [&type](std::string_view pattern) { return fits(pattern, type); };
    if (!patterns.empty()) return std::any_of(patterns.begin(), patterns.end(), is_it);
    if (type == "job.held" && data_of(event, "reason") == "paused") return false;
    return std::any_of(default_types.begin(), default_types.end(), is_it);
}

std::vector<std::string> webhook_default_types() { return {default_types.begin(), default_types.end()}; }

std::string webhook_pattern_problem(std::string_view pattern) {
    const auto star = pattern.find('*');
    if (star != std::string_view::npos && star + 1 != pattern.size())
        return "a * stands at the end only, such as \"job.*\"";
    const auto is_it = [pattern](std::string_view type) { return fits(pattern, type); };
    if (std::any_of(types.begin(), types.end(), is_it)) return "";
    return "there is no such type; docs/webhooks.md lists them, \"job.*\" is all of a job's";
}

std::string webhook_message_id(const HistoryEvent& event) {
    const std::string_view prefix = "job_";
    const std::string_view id = event.job_id;
    return "msg_" + std::string(id.starts_with(prefix) ? id.substr(prefix.size()) : id) + "_" +
           std::to_string(event.id);
}

std::string webhook_signed_text(std::string_view message_id, Time at, std::string_view body) {
    const auto since_1970 = std::chrono::floor<seconds>(at).time_since_epoch().count();
    return std::string(message_id) + "." + std::to_string(since_1970) + "." + std::string(body);
}

std::optional<Duration> webhook_wait(int tries, double dice, std::optional<Duration> retry_after) {
    if (tries < 1 || tries >= webhook_tries) return std::nullopt;
    const Duration planned = waits.at(static_cast<std::size_t>(tries - 1));
    const auto jittered = std::chrono::duration_cast<Duration>(planned * (0.9 + 0.2 * dice));
    return std::max(jittered, std::min(retry_after.value_or(Duration{}), longest_retry_after));
}

}  // namespace understudy
