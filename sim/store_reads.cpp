// What is asked of the simulated store without changing it. It is answered from what is on the disk.
#include <algorithm>

#include "sim/store.hpp"

namespace understudy::simulated {

namespace {
Job row(const Job& job) {
    Job copy;
    static_cast<JobRecord&>(copy) = job;
    return copy;
}
std::string in_small_letters(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return text;
}

bool fits(const Job& job, const JobQuery& query) {
    const auto has = [&](const auto& label) {
        const auto its = job.spec.labels.find(label.first);
        return its != job.spec.labels.end() && its->second == label.second;
    };
    return in_small_letters(job.spec.name).find(in_small_letters(query.name)) != std::string::npos &&
           std::all_of(query.labels.begin(), query.labels.end(), has) &&
           (!query.updated_since || job.updated_at >= *query.updated_since);
}

StoreTrouble not_there(const std::string& job_id) { return {StoreTrouble::Kind::not_found, job_id}; }
}  // namespace

template <class T, class Work>
void SimulatedStore::read(StoreReply<T> reply, Work work) {
    loop_.post_after(read_time, [this, reply = std::move(reply), work = std::move(work)] {
        if (away)
            return reply(failure(StoreTrouble{StoreTrouble::Kind::unavailable, "the disk does not answer"}));
        reply(work());
    });
}

void SimulatedStore::load_active(StoreReply<Active> reply) {
    read<Active>(std::move(reply), [this] {
        Active active;
        for (const auto& [id, job] : jobs)
            if (!at_rest(job)) active.jobs.push_back(row(job));
        active.controls = controls;
        return active;
    });
}

void SimulatedStore::load_job(std::string job_id, StoreReply<Job> reply) {
    read<Job>(std::move(reply), [this, job_id]() -> Result<Job, StoreTrouble> {
        const auto job = jobs.find(job_id);
        if (job == jobs.end()) return failure(not_there(job_id));
        return row(job->second);
    });
}

void SimulatedStore::load_recordings(std::string job_id, StoreReply<std::vector<Recording>> reply) {
    read<std::vector<Recording>>(std::move(reply),
                                 [this, job_id]() -> Result<std::vector<Recording>, StoreTrouble> {
                                     const auto job = jobs.find(job_id);
                                     if (job == jobs.end()) return failure(not_there(job_id));
                                     return job->second.recordings;
                                 });
}

/// What is asked for before a commit's answer may not see that commit: the rows are those of the asking.
void SimulatedStore::list_jobs(JobQuery query, StoreReply<std::vector<Job>> reply) {
    std::vector<Job> found;
    for (auto job = jobs.rbegin(); job != jobs.rend() && found.size() < query.limit; ++job)
        if ((query.before_id.empty() || job->first < query.before_id) && fits(job->second, query))
            found.push_back(row(job->second));
    read<std::vector<Job>>(std::move(reply), [found = std::move(found)] { return found; });
}

void SimulatedStore::list_events(EventQuery query, StoreReply<std::vector<HistoryEvent>> reply) {
    read<std::vector<HistoryEvent>>(std::move(reply), [this, query] {
        std::vector<HistoryEvent> found;
        for (const HistoryEvent& event : history)
            if (event.id > query.after_id && (query.job_id.empty() || event.job_id == query.job_id))
                found.push_back(event);
        return found;
    });
}

void SimulatedStore::list_movements(MovementQuery query, StoreReply<std::vector<Movement>> reply) {
    read<std::vector<Movement>>(std::move(reply), [this, query] {
        std::vector<Movement> found;
        for (const Movement& movement : ledger) {
            const bool fits = movement.id > query.after_id && found.size() < query.limit &&
                              (query.job_id.empty() || movement.job_id == query.job_id) &&
                              (!query.since || movement.at >= *query.since) &&
                              (!query.until || movement.at < *query.until) &&
                              std::includes(movement.labels.begin(), movement.labels.end(),
                                            query.labels.begin(), query.labels.end());
            if (fits) found.push_back(movement);
        }
        return found;
    });
}

void SimulatedStore::balance(StoreReply<Balance> reply) {
    read<Balance>(std::move(reply), [this] {
        Balance balance;
        for (const Movement& movement : ledger) balance = after(balance, movement);
        return balance;
    });
}

void SimulatedStore::training_times(std::size_t limit, StoreReply<std::vector<Duration>> reply) {
    read<std::vector<Duration>>(std::move(reply), [this, limit] {
        std::map<std::string, Time> begun;
        std::vector<Duration> times;
        for (const Movement& movement : ledger) {
            if (movement.fine_tune_id.empty()) begun.emplace(movement.nonce, movement.at);
            if (movement.to == Account::spent && !movement.presumed && begun.contains(movement.nonce))
                times.insert(times.begin(), movement.at - begun.at(movement.nonce));
        }
        times.resize(std::min(times.size(), limit));
        return times;
    });
}

void SimulatedStore::find_answer(std::string key, StoreReply<std::optional<IdempotentAnswer>> reply) {
    read<std::optional<IdempotentAnswer>>(std::move(reply), [this, key] {
        const auto found = answers_.find(key);
        return found == answers_.end() ? std::optional<IdempotentAnswer>{} : found->second;
    });
}

void SimulatedStore::find_intent(std::string nonce,
                                 StoreReply<std::optional<std::pair<std::string, Intent>>> reply) {
    using Found = std::optional<std::pair<std::string, Intent>>;
    read<Found>(std::move(reply), [this, nonce]() -> Found {
        for (const auto& [id, job] : jobs)
            for (const Intent& intent : job.intents)
                if (intent.nonce == nonce) return Found{{id, intent}};
        return Found{};
    });
}

void SimulatedStore::known_fine_tunes(std::vector<std::string> ids,
                                      StoreReply<std::vector<std::string>> reply) {
    read<std::vector<std::string>>(std::move(reply), [this, ids] {
        std::vector<std::string> known;
        for (const std::string& id : ids)
            for (const auto& [job_id, job] : jobs)
                for (const Intent& intent : job.intents)
                    if (intent.remote_id == id) known.push_back(id);
        return known;
    });
}

void SimulatedStore::recall(std::vector<FileStamp> files, int meters,
                            StoreReply<MemoryOfFiles::Found> reply) {
    read<MemoryOfFiles::Found>(std::move(reply), [this, files = std::move(files), meters] {
        return heard_.of_files(files, meters);
    });
}

void SimulatedStore::recall_contents(std::vector<std::string> sha256,
                                     StoreReply<MemoryOfFiles::Found> reply) {
    read<MemoryOfFiles::Found>(std::move(reply),
                               [this, sha256 = std::move(sha256)] { return heard_.of_contents(sha256); });
}

void SimulatedStore::count_states(StoreReply<std::vector<std::pair<std::string, std::int64_t>>> reply) {
    using Counts = std::vector<std::pair<std::string, std::int64_t>>;
    read<Counts>(std::move(reply), [this] {
        std::map<std::string, std::int64_t> counts;
        for (const auto& [id, job] : jobs) counts[state_word(job.state)] += 1;
        return Counts(counts.begin(), counts.end());
    });
}

void SimulatedStore::audit(StoreReply<Nothing> reply) {
    read<Nothing>(std::move(reply), [this]() -> Result<Nothing, StoreTrouble> {
        if (damaged) return failure(StoreTrouble{StoreTrouble::Kind::corrupt, "a page is damaged"});
        return Nothing{};
    });
}

}  // namespace understudy::simulated
