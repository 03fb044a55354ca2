// A store in memory that keeps only what was committed, and can be away.
#pragma once

#include <algorithm>
#include <map>

#include "core/store.hpp"
#include "sim/loop.hpp"

namespace understudy::simulated {

class SimulatedStore : public Store {
  public:
    explicit SimulatedStore(Loop& loop) : loop_(loop) {}

    bool away = false;
    bool damaged = false;  ///< an audit finds something
    int commits = 0;
    std::map<std::string, Job> jobs;  ///< with recordings
    std::vector<HistoryEvent> history;

    void commit(Commit commit, StoreReply<std::vector<std::int64_t>> reply) override {
        answer(std::move(reply),
               [this, commit = std::move(commit)]() -> Result<std::vector<std::int64_t>, StoreTrouble> {
                   return write(commit);
               });
    }
    void remove(std::string job_id, std::int64_t revision, StoreReply<Nothing> reply) override {
        answer(std::move(reply), [this, job_id, revision]() -> Result<Nothing, StoreTrouble> {
            if (!jobs.contains(job_id)) return failure(missing(job_id));
            if (jobs.at(job_id).revision != revision)
                return failure(StoreTrouble{StoreTrouble::Kind::conflict, job_id});
            jobs.erase(job_id);
            std::erase_if(history, [&](const HistoryEvent& event) { return event.job_id == job_id; });
            return Nothing{};
        });
    }
    void load_active(StoreReply<Active> reply) override {
        answer(std::move(reply), [this]() -> Result<Active, StoreTrouble> {
            Active active;
            for (const auto& [id, job] : jobs)
                if (!at_rest(job)) active.jobs.push_back(row(job));
            return active;
        });
    }
    void load_job(std::string job_id, StoreReply<Job> reply) override {
        answer(std::move(reply), [this, job_id]() -> Result<Job, StoreTrouble> {
            if (!jobs.contains(job_id)) return failure(missing(job_id));
            return row(jobs.at(job_id));
        });
    }
    void load_recordings(std::string job_id, StoreReply<std::vector<Recording>> reply) override {
        answer(std::move(reply), [this, job_id]() -> Result<std::vector<Recording>, StoreTrouble> {
            if (!jobs.contains(job_id)) return failure(missing(job_id));
            return jobs.at(job_id).recordings;
        });
    }
    void list_jobs(JobQuery query, StoreReply<std::vector<Job>> reply) override {
        answer(std::move(reply), [this, query]() -> Result<std::vector<Job>, StoreTrouble> {
            std::vector<Job> found;
            for (auto job = jobs.rbegin(); job != jobs.rend() && found.size() < query.limit; ++job)
                if (query.before_id.empty() || job->first < query.before_id)
                    found.push_back(row(job->second));
            return found;
        });
    }
    void list_events(EventQuery query, StoreReply<std::vector<HistoryEvent>> reply) override {
        answer(std::move(reply), [this, query]() -> Result<std::vector<HistoryEvent>, StoreTrouble> {
            std::vector<HistoryEvent> found;
            for (const HistoryEvent& event : history)
                if (event.id > query.after_id && (query.job_id.empty() || event.job_id == query.job_id))
                    found.push_back(event);
            return found;
        });
    }
    void find_answer(std::string key, StoreReply<std::optional<IdempotentAnswer>> reply) override {
        answer(std::move(reply), [this, key]() -> Result<std::optional<IdempotentAnswer>, StoreTrouble> {
            const auto found = answers_.find(key);
            return found == answers_.end() ? std::optional<IdempotentAnswer>{} : found->second;
        });
    }
    void find_intent(std::string nonce,
                     StoreReply<std::optional<std::pair<std::string, Intent>>> reply) override {
        using Found = std::optional<std::pair<std::string, Intent>>;
        answer(std::move(reply), [this, nonce]() -> Result<Found, StoreTrouble> {
            for (const auto& [id, job] : jobs)
                for (const Intent& intent : job.intents)
                    if (intent.nonce == nonce) return Found{{id, intent}};
            return Found{};
        });
    }
    void known_fine_tunes(std::vector<std::string> ids, StoreReply<std::vector<std::string>> reply) override {
        answer(std::move(reply), [this, ids]() -> Result<std::vector<std::string>, StoreTrouble> {
            std::vector<std::string> known;
            for (const std::string& id : ids)
                for (const auto& [job_id, job] : jobs)
                    for (const Intent& intent : job.intents)
                        if (intent.remote_id == id) known.push_back(id);
            return known;
        });
    }
    void count_states(StoreReply<std::vector<std::pair<std::string, std::int64_t>>> reply) override {
        answer(std::move(reply),
               []() -> Result<std::vector<std::pair<std::string, std::int64_t>>, StoreTrouble> {
                   return std::vector<std::pair<std::string, std::int64_t>>{};
               });
    }

    void probe(StoreReply<Nothing> reply) override {
        answer(std::move(reply), []() -> Result<Nothing, StoreTrouble> { return Nothing{}; });
    }
    void audit(StoreReply<Nothing> reply) override {
        answer(std::move(reply), [this]() -> Result<Nothing, StoreTrouble> {
            if (damaged) return failure(StoreTrouble{StoreTrouble::Kind::corrupt, "a page is damaged"});
            return Nothing{};
        });
    }

  private:
    template <class T>
    void answer(StoreReply<T> reply, std::function<Result<T, StoreTrouble>()> work) {
        loop_.post_after(milliseconds{1}, [this, reply = std::move(reply), work = std::move(work)] {
            if (away)
                return reply(failure(StoreTrouble{StoreTrouble::Kind::unavailable, "the disk is full"}));
            reply(work());
        });
    }
    template <class Reply, class Work>
    void answer(Reply reply, Work work) {
        answer_as(std::move(reply), std::move(work));
    }
    template <class T, class Work>
    void answer_as(std::function<void(Result<T, StoreTrouble>)> reply, Work work) {
        answer<T>(std::move(reply), std::function<Result<T, StoreTrouble>()>(std::move(work)));
    }

    Result<std::vector<std::int64_t>, StoreTrouble> write(const Commit& commit) {
        const auto stored = jobs.find(commit.job.id);
        const std::int64_t revision = stored == jobs.end() ? 0 : stored->second.revision;
        if (commit.job.revision != revision + 1)
            return failure(StoreTrouble{StoreTrouble::Kind::conflict, commit.job.id});
        std::vector<Recording> recordings =
            stored == jobs.end() ? std::vector<Recording>{} : stored->second.recordings;
        if (commit.replace_recordings) recordings.resize(commit.recordings.size());
        for (const auto& [position, recording] : commit.recordings) recordings.at(position) = recording;
        Job job = row(commit.job);
        job.recordings = std::move(recordings);
        jobs[job.id] = std::move(job);
        std::vector<std::int64_t> ids;
        for (HistoryEvent event : commit.events) {
            event.id = static_cast<std::int64_t>(history.size()) + 1;
            ids.push_back(event.id);
            history.push_back(std::move(event));
        }
        if (commit.idempotent_answer) answers_[commit.idempotent_answer->key] = *commit.idempotent_answer;
        commits += 1;
        return ids;
    }
    static Job row(const Job& job) {
        Job copy;
        static_cast<JobRecord&>(copy) = job;
        return copy;
    }
    static StoreTrouble missing(const std::string& job_id) { return {StoreTrouble::Kind::not_found, job_id}; }

    Loop& loop_;
    std::map<std::string, IdempotentAnswer> answers_;
};

}  // namespace understudy::simulated
