// The patient person: answers what the daemon says that it needs.
#include <algorithm>

#include "core/marker.hpp"
#include "sim/person.hpp"

namespace understudy::simulated {

namespace {
bool known(const Job& job, const std::string& fine_tune_id) {
    return std::any_of(job.intents.begin(), job.intents.end(),
                       [&](const Intent& intent) { return intent.remote_id == fine_tune_id; });
}

/// What an unknown intent of the job really made, alive or failed.
const Purchase* made_by_unknown(const Job& job, const std::vector<Purchase>& bill) {
    for (const Purchase& purchase : bill) {
        const auto marker = marker_of(purchase.description);
        for (const Intent& intent : job.intents)
            if (marker && intent.status == IntentStatus::unknown && marker->nonce == intent.nonce)
                return &purchase;
    }
    return nullptr;
}

bool was_deleted(const std::string& fine_tune_id, const std::vector<Purchase>& bill) {
    return std::any_of(bill.begin(), bill.end(), [&](const Purchase& purchase) {
        return purchase.fine_tune_id == fine_tune_id && purchase.outcome == "deleted";
    });
}

void take_out_what_is_not_ours(World& world, const Job& job) {
    for (const CloudFile& file : world.cloud.files_of(job.dataset_id))
        if (file.filename == "holiday.wav") world.cloud.delete_file(job.dataset_id, file.filename);
}
}  // namespace

void Person::help_all() {
    const Controls& switched = world_.store.controls;
    if (switched.spending || switched.uploading)
        switch_all({.spending_paused = false, .uploading_paused = false});
    std::vector<std::string> ids;
    for (const auto& [id, job] : world_.store.jobs) ids.push_back(id);
    for (const std::string& id : ids) help(world_.store.jobs.at(id));
}

void Person::help(const Job& job) {
    if (std::holds_alternative<Draft>(job.state) && !job.cancel_wished) {
        if (!job.hold || job.hold->reason == HoldReason::preflight)
            return tell(job.id, StartCommand{job.hold ? "it is only a test" : ""});
    }
    if (!job.hold) return;
    switch (job.hold->reason) {
        case HoldReason::unknown_outcome:
            return resolve(job);
        case HoldReason::recordings_changed:
            take_out_what_is_not_ours(world_, job);
            return tell(job.id, ReleaseCommand{});
        case HoldReason::preflight:
        case HoldReason::credentials:
        case HoldReason::funds:
            return;  // ends by itself, or was answered above
        case HoldReason::vanished:
            // A backup from before the job was canceled brings it back, but not what was deleted since.
            if (was_deleted(fine_tune_of(job), world_.cloud.purchases()))
                return tell(job.id, CancelCommand{});
            return tell(job.id, ReleaseCommand{});
        case HoldReason::budget:
            return tell(job.id, ApproveCommand{"it is only a test", ""});
        case HoldReason::paused:
        case HoldReason::quarantined:
            return tell(job.id, ReleaseCommand{});
    }
}

/// With the truth: what was bought in the job's name and is not known to it is adopted; what may still land
/// is waited for; else it was not begun, or the one that the job follows is the one.
void Person::resolve(const Job& job) {
    if (const Purchase* made = made_by_unknown(job, world_.cloud.purchases())) {
        if (made->at > world_.cloud.now()) return;
        return tell(job.id, ResolveCommand{true, made->fine_tune_id, "its marker is on the bill"});
    }
    for (const Purchase& purchase : world_.cloud.purchases()) {
        const auto marker = marker_of(purchase.description);
        if (!marker || marker->job_id != job.id || !live(purchase)) continue;
        if (purchase.at > world_.cloud.now()) return;
        const bool follows_one = std::holds_alternative<Training>(job.state) && !fine_tune_of(job).empty();
        if (known(job, purchase.fine_tune_id) && follows_one) continue;
        return tell(job.id, ResolveCommand{true, purchase.fine_tune_id, "it is on the bill"});
    }
    tell(job.id, ResolveCommand{false, "", "nothing else is on the bill"});
}

}  // namespace understudy::simulated
