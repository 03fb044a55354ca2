#include "sim/invariants_of_jobs.hpp"

#include <algorithm>
#include <map>

#include "core/marker.hpp"

namespace understudy::simulated {

namespace {
bool bought_something(const Job& job, int attempt) {
    return std::any_of(job.intents.begin(), job.intents.end(), [&](const Intent& intent) {
        return intent.kind == IntentKind::fine_tune && intent.attempt == attempt &&
               intent.status == IntentStatus::confirmed;
    });
}
}  // namespace

Broken broken_promise(const Job* before, const Job& after) {
    if (after.hold && after.hold->needs.empty())
        return after.id + " is held, and nobody is told what would end it";
    const auto* failed = std::get_if<Failed>(&after.state);
    if (!before || !failed || !failed->retry_at || std::holds_alternative<Failed>(before->state))
        return std::nullopt;
    const int allowed = std::max(before->spec.max_attempts, after.spec.max_attempts);
    if (after.attempt - after.allowance_from < allowed) return std::nullopt;
    return after.id + " is to be re-attempted by itself after " + std::to_string(after.attempt) +
           " attempts, beyond its allowance";
}

Broken broken_owners(const std::vector<Purchase>& bill, const std::vector<Job>& jobs) {
    std::map<std::string, std::string> names;  // by fine-tune: in whose name it was bought
    for (const Purchase& purchase : bill)
        if (const auto marker = marker_of(purchase.description))
            names[purchase.fine_tune_id] = marker->job_id;
    std::map<std::string, std::string> owners;
    for (const Job& job : jobs)
        for (const Intent& intent : job.intents) {
            if (intent.kind != IntentKind::fine_tune || intent.status != IntentStatus::confirmed) continue;
            const auto [other, alone] = owners.emplace(intent.remote_id, job.id);
            if (!alone)
                return "fine-tune " + intent.remote_id + " is owned twice, by " + other->second + " and " +
                       job.id;
            if (const auto name = names.find(intent.remote_id); name != names.end() && name->second != job.id)
                return job.id + " adopted another job's fine-tune, " + intent.remote_id + " of " +
                       name->second;
        }
    return std::nullopt;
}

Broken broken_attempts(const Job& job, const std::vector<HistoryEvent>& history) {
    for (int attempt = 1; attempt < job.attempt; ++attempt) {
        const bool failed = std::any_of(history.begin(), history.end(), [&](const HistoryEvent& event) {
            return event.job_id == job.id && event.attempt == attempt && event.state == "failed";
        });
        if (!failed && !bought_something(job, attempt))
            return "attempt " + std::to_string(attempt) + " of " + job.id + " was counted, and cost nothing";
    }
    return std::nullopt;
}

Broken broken_settling(const Intent& before, const Intent& after, const Sought& sought, const Policy& policy,
                       Duration now) {
    if (before.kind != IntentKind::fine_tune || before.status != IntentStatus::unknown ||
        after.status != IntentStatus::voided)
        return std::nullopt;
    if (sought.listings >= policy.settle_listings && now - sought.since >= policy.settle_window)
        return std::nullopt;
    return "settled too early: " + before.nonce + " is void after " + std::to_string(sought.listings) +
           " complete listings over " + in_words(now - sought.since);
}

}  // namespace understudy::simulated
