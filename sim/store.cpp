#include "sim/store.hpp"

#include <algorithm>
#include <utility>

namespace understudy::simulated {

namespace {
StoreTrouble missing(const std::string& job_id) { return {StoreTrouble::Kind::not_found, job_id}; }
StoreTrouble conflict(const std::string& job_id) { return {StoreTrouble::Kind::conflict, job_id}; }
StoreTrouble unavailable() { return {StoreTrouble::Kind::unavailable, "the disk is full"}; }

std::size_t part_count(const Commit& commit, std::size_t before) {
    return commit.replace_recordings ? commit.recordings.size() : before;
}

Recording without_curves(Recording recording) {
    if (!recording.measurement) return recording;
    Sound& sound = recording.measurement->sound;
    sound.curve_step_us = 0;
    sound.loudness_lufs = sound.peak_dbfs = {}, sound.histogram = {};
    return recording;
}

StoreReply<std::vector<std::int64_t>> without_ids(StoreReply<Nothing> reply) {
    return [reply = std::move(reply)](Result<std::vector<std::int64_t>, StoreTrouble> result) {
        if (!result.ok()) return reply(failure(result.error()));
        reply(Nothing{});
    };
}
}  // namespace

void SimulatedStore::restore(Backup backup) {
    jobs = std::move(backup.jobs);
    history = std::move(backup.history);
    ledger = std::move(backup.ledger);
    answers_ = std::move(backup.answers);
    heard_ = std::move(backup.heard);
    controls = std::move(backup.controls);
}

void SimulatedStore::commit(Commit commit, StoreReply<EventIds> reply) {
    join({std::move(commit), std::move(reply)});
}

void SimulatedStore::keep_controls(Controls wanted, StoreReply<Nothing> reply) {
    join({std::move(wanted), without_ids(std::move(reply))});
}

void SimulatedStore::remove(std::string job_id, std::int64_t revision, StoreReply<Nothing> reply) {
    join({Removal{std::move(job_id), revision}, without_ids(std::move(reply))});
}

/// As a commit of nothing: it fails where commits fail.
void SimulatedStore::probe(StoreReply<Nothing> reply) { join({Probe{}, without_ids(std::move(reply))}); }

void SimulatedStore::remember(std::vector<Heard> heard, Time now, StoreReply<Nothing> reply) {
    join({Memory{std::move(heard), now}, without_ids(std::move(reply))});
}

void SimulatedStore::join(Change change) {
    waiting_.push_back(std::move(change));
    if (std::exchange(flush_due_, true)) return;
    loop_.post_after(group_time ? group_time() : milliseconds{1}, [this] { flush(); });
}

/// One moment: all of the group is on the disk, or nothing. The answers are steps of their own.
void SimulatedStore::flush() {
    flush_due_ = false;
    std::vector<Change> group = std::exchange(waiting_, {});
    groups += 1;
    const StoreFault fault = weather ? weather(groups) : StoreFault::none;
    const bool written = !away && !full && fault != StoreFault::refused;
    for (Change& change : group) {
        Result<EventIds, StoreTrouble> result = failure(unavailable());
        if (written) {
            auto applied = std::visit([this](auto& what) { return this->apply(what); }, change.what);
            if (fault == StoreFault::none) result = std::move(applied);
        }
        loop_.post([reply = std::move(change.reply), result = std::move(result)]() mutable {
            reply(std::move(result));
        });
    }
}

Result<SimulatedStore::EventIds, StoreTrouble> SimulatedStore::apply(Commit& commit) {
    const auto stored = jobs.find(commit.job.id);
    const Job* before = stored == jobs.end() ? nullptr : &stored->second;
    if (commit.job.revision != (before ? before->revision : 0) + 1) return failure(conflict(commit.job.id));
    if (commit.idempotent_answer && answers_.contains(commit.idempotent_answer->key))
        return failure(conflict(commit.idempotent_answer->key));
    Job after;
    static_cast<JobRecord&>(after) = commit.job;
    if (before) after.recordings = before->recordings;
    after.recordings.resize(part_count(commit, after.recordings.size()));
    for (auto& [position, recording] : commit.recordings)
        after.recordings.at(position) = without_curves(std::move(recording));
    if (on_durable) on_durable(before, after);
    jobs.insert_or_assign(commit.job.id, std::move(after));
    EventIds ids;
    for (HistoryEvent& event : commit.events) {
        event.id = history.empty() ? 1 : history.back().id + 1;
        ids.push_back(event.id);
        history.push_back(std::move(event));
    }
    for (Movement& movement : commit.movements) {
        movement.id = ledger.empty() ? 1 : ledger.back().id + 1;
        ledger.push_back(std::move(movement));
    }
    if (commit.idempotent_answer) answers_[commit.idempotent_answer->key] = *commit.idempotent_answer;
    commits += 1;
    return ids;
}

Result<SimulatedStore::EventIds, StoreTrouble> SimulatedStore::apply(const Removal& removal) {
    const auto stored = jobs.find(removal.job_id);
    if (stored == jobs.end()) return failure(missing(removal.job_id));
    if (stored->second.revision != removal.revision) return failure(conflict(removal.job_id));
    jobs.erase(stored);
    std::erase_if(history, [&](const HistoryEvent& event) { return event.job_id == removal.job_id; });
    return EventIds{};
}

Result<SimulatedStore::EventIds, StoreTrouble> SimulatedStore::apply(const Probe&) { return EventIds{}; }

Result<SimulatedStore::EventIds, StoreTrouble> SimulatedStore::apply(const Memory& memory) {
    heard_.remember(memory.heard, memory.now, jobs);
    return EventIds{};
}

Result<SimulatedStore::EventIds, StoreTrouble> SimulatedStore::apply(const Controls& wanted) {
    controls = wanted;
    return EventIds{};
}

}  // namespace understudy::simulated
