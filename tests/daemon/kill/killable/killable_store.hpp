// The store with a step before and after every call and every reply.
#pragma once

#include "core/store.hpp"
#include "tests/daemon/kill/killable/kill_points.hpp"

namespace understudy::killing {

class KillableStore final : public Store {
  public:
    explicit KillableStore(Store& store) : store_(store) {}

    void commit(Commit commit, StoreReply<std::vector<std::int64_t>> reply) override {
        ask("commit", std::move(reply),
            [&](auto then) { store_.commit(std::move(commit), std::move(then)); });
    }
    void keep_controls(Controls controls, StoreReply<Nothing> reply) override {
        ask("keep_controls", std::move(reply),
            [&](auto then) { store_.keep_controls(std::move(controls), std::move(then)); });
    }
    void remove(std::string job_id, std::int64_t revision, StoreReply<Nothing> reply) override {
        ask("remove", std::move(reply),
            [&](auto then) { store_.remove(std::move(job_id), revision, std::move(then)); });
    }
    void load_active(StoreReply<Active> reply) override {
        ask("load_active", std::move(reply), [&](auto then) { store_.load_active(std::move(then)); });
    }
    void load_job(std::string job_id, StoreReply<Job> reply) override {
        ask("load_job", std::move(reply),
            [&](auto then) { store_.load_job(std::move(job_id), std::move(then)); });
    }
    void load_recordings(std::string job_id, StoreReply<std::vector<Recording>> reply) override {
        ask("load_recordings", std::move(reply),
            [&](auto then) { store_.load_recordings(std::move(job_id), std::move(then)); });
    }
    void find_answer(std::string key, StoreReply<std::optional<IdempotentAnswer>> reply) override {
        ask("find_answer", std::move(reply),
            [&](auto then) { store_.find_answer(std::move(key), std::move(then)); });
    }
    void find_intent(std::string nonce,
                     StoreReply<std::optional<std::pair<std::string, Intent>>> reply) override {
        ask("find_intent", std::move(reply),
            [&](auto then) { store_.find_intent(std::move(nonce), std::move(then)); });
    }
    void known_fine_tunes(std::vector<std::string> ids, StoreReply<std::vector<std::string>> reply) override {
        ask("known_fine_tunes", std::move(reply),
            [&](auto then) { store_.known_fine_tunes(std::move(ids), std::move(then)); });
    }
    void remember(std::vector<Heard> heard, Time now, StoreReply<Nothing> reply) override {
        ask("remember", std::move(reply),
            [&](auto then) { store_.remember(std::move(heard), now, std::move(then)); });
    }
    void recall(std::vector<FileStamp> files, int meters,
                StoreReply<std::vector<std::optional<Measurement>>> reply) override {
        ask("recall", std::move(reply),
            [&](auto then) { store_.recall(std::move(files), meters, std::move(then)); });
    }
    void probe(StoreReply<Nothing> reply) override {
        ask("probe", std::move(reply), [&](auto then) { store_.probe(std::move(then)); });
    }
    void audit(StoreReply<Nothing> reply) override {
        ask("audit", std::move(reply), [&](auto then) { store_.audit(std::move(then)); });
    }
    // What people look at: the work does not depend on it.
    void list_jobs(JobQuery query, StoreReply<std::vector<Job>> reply) override {
        store_.list_jobs(std::move(query), std::move(reply));
    }
    void list_events(EventQuery query, StoreReply<std::vector<HistoryEvent>> reply) override {
        store_.list_events(std::move(query), std::move(reply));
    }
    void recall_contents(std::vector<std::string> sha256,
                         StoreReply<std::vector<std::optional<Measurement>>> reply) override {
        store_.recall_contents(std::move(sha256), std::move(reply));
    }
    void list_movements(MovementQuery query, StoreReply<std::vector<Movement>> reply) override {
        ask("list_movements", std::move(reply),
            [&](auto then) { store_.list_movements(std::move(query), std::move(then)); });
    }
    void balance(StoreReply<Balance> reply) override {
        ask("balance", std::move(reply), [&](auto then) { store_.balance(std::move(then)); });
    }
    void training_times(std::size_t limit, StoreReply<std::vector<Duration>> reply) override {
        store_.training_times(limit, std::move(reply));
    }
    void count_states(StoreReply<std::vector<std::pair<std::string, std::int64_t>>> reply) override {
        store_.count_states(std::move(reply));
    }

  private:
    template <class Answer, class Call>
    void ask(const char* what, std::function<void(Answer)> reply, Call call) {
        around(what, std::move(reply), [&](auto then) {
            call(std::move(then));
            return Nothing{};
        });
    }

    Store& store_;
};

}  // namespace understudy::killing
