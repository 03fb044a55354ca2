#include <algorithm>

#include "config/config.hpp"

namespace understudy {

std::string inbox_path(const Config& config) {
    if (config.inbox.path == "off") return "";
    if (!config.inbox.path.empty()) return config.inbox.path;
    return config.storage.path.substr(0, config.storage.path.rfind('/') + 1) + "inbox";
}

Policy policy_of(const Config& config) {
    Policy policy;
    policy.model_id = config.training.model_id;
    policy.poll_interval = config.training.poll_interval;
    policy.max_attempts = config.training.max_attempts;
    policy.max_concurrent = config.training.max_concurrent;
    policy.retry_delays = config.training.retry_delays;
    policy.settle_window = config.training.settle_window;
    // What costs nothing is not looked for longer than what costs a million credits.
    policy.dataset_settle_window = std::min(policy.dataset_settle_window, policy.settle_window);
    policy.budget = config.budget.limits;
    policy.ask_when_unknown = config.training.ask_when_unknown;
    policy.thresholds = config.preflight.thresholds;
    policy.parallel_files = config.uploads.parallel_files;
    policy.parallel_jobs = config.uploads.parallel_jobs;
    policy.bandwidth_limit = config.uploads.bandwidth_limit;
    policy.bandwidth_timetable = config.uploads.bandwidth_timetable;
    return policy;
}

}  // namespace understudy
