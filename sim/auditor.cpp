#include "sim/auditor.hpp"

#include <algorithm>

#include "core/marker.hpp"

namespace understudy::simulated {

namespace {
constexpr const char* kForeign = "holiday.wav";

/// What became of the request is for a person to say, and may be said at once.
bool is_a_persons(const Job& job) {
    return job.echo_lost || (job.hold && job.hold->reason == HoldReason::unknown_outcome);
}

bool has_event(const World& world, const std::string& job_id, const char* type) {
    const auto& history = world.store.history;
    return std::any_of(history.begin(), history.end(), [&](const HistoryEvent& event) {
        return event.job_id == job_id && event.type == type;
    });
}
}  // namespace

Auditor::Auditor(World& world) : world_(world) {
    world.store.on_durable = [this, then = world.store.on_durable](const Job* before, const Job& after) {
        row(before, after);
        if (then) then(before, after);
    };
    world.cloud.on_paid_request = [this, then = world.cloud.on_paid_request](const NewFineTune& request) {
        paid_request(request);
        if (then) then(request);
    };
    world.cloud.on_call = [this, then = world.cloud.on_call](const std::string& call) {
        called(call);
        if (then) then(call);
    };
    world.cloud.on_fault = [this, then = world.cloud.on_fault](const std::string& call, const Fault& fault) {
        if (call == "list_fine_tunes" && !fault.right)
            for (auto& [nonce, sought] : sought_) sought.listings -= 1;
        if (then) then(call, fault);
    };
    const auto notice = world.listener.on_notice;
    world.listener.on_notice = [this, notice](const std::string& type, const std::string& words) {
        if (type == "invariant_broken") note("an invariant of the core broke: " + words);
        if (notice) notice(type, words);
    };
}

void Auditor::note(Broken broken) {
    if (broken && violations_.size() < 20) violations_.push_back(std::move(*broken));
}

void Auditor::row(const Job* before, const Job& after) {
    note(broken_promise(before, after));
    std::vector<Job> jobs;
    for (const auto& [id, job] : world_.store.jobs) jobs.push_back(id == after.id ? after : job);
    note(broken_owners(world_.cloud.purchases(), jobs));
    // The events of this row may come after it: each job's history is looked at with the row after.
    for (const std::string& id : std::exchange(last_rows_, {}))
        if (const auto job = world_.store.jobs.find(id); job != world_.store.jobs.end())
            note(broken_attempts(job->second, world_.store.history));
    last_rows_.insert(after.id);
    if (!before || is_a_persons(*before) || has_event(world_, after.id, "resolved")) return;
    for (std::size_t i = 0; i < std::min(before->intents.size(), after.intents.size()); ++i)
        if (const auto sought = sought_.find(after.intents[i].nonce); sought != sought_.end())
            note(broken_settling(before->intents[i], after.intents[i], sought->second, world_.policy,
                                 world_.loop.steady()));
}

void Auditor::paid_request(const NewFineTune& request) {
    if (const auto marker = marker_of(request.description))
        sought_[marker->nonce] = {world_.loop.steady(), 0};
}

/// Every listing counts that was asked for, until a fault strikes it.
void Auditor::called(const std::string& call) {
    if (call == "list_fine_tunes")
        for (auto& [nonce, sought] : sought_) sought.listings += 1;
    if (call == "upload_file") add_a_file();
    is_it_still_there();
}

/// Somebody puts a file of their own into the dataset of the one job that uploads.
void Auditor::add_a_file() {
    std::vector<const Job*> uploading;
    for (const auto& [id, job] : world_.store.jobs)
        if (std::holds_alternative<Uploading>(job.state)) uploading.push_back(&job);
    if (!foreign_in_.empty() || uploading.size() != 1) return;
    const Job& job = *uploading.front();
    if (!job.own_dataset || job.dataset_id.empty()) return;
    foreign_in_ = job.id, dataset_ = job.dataset_id;
    world_.cloud.add_file(dataset_, kForeign, 9);
}

void Auditor::is_it_still_there() {
    if (foreign_in_.empty() || person_knows_) return;
    person_knows_ = has_event(world_, foreign_in_, "held");
    const auto files = world_.cloud.files_of(dataset_);
    const bool there = std::any_of(files.begin(), files.end(),
                                   [](const CloudFile& file) { return file.filename == kForeign; });
    if (!there && !person_knows_) note("a file that we did not put into the dataset was deleted");
}

}  // namespace understudy::simulated
