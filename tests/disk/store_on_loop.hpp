// The production store in the simulated world: one question at a time, each in a virtual millisecond, and
// waited for in truth, so that a run is the same every time.
#pragma once

#include "sim/loop.hpp"
#include "storage/sqlite_store.hpp"
#include "tests/storage/support/inbox.hpp"

namespace understudy::simulated {

class StoreOnLoop : public Store {
  public:
    explicit StoreOnLoop(Loop& loop) : loop_(loop) {}

    /// Why it did not open, "" when it did.
    [[nodiscard]] std::string open(const std::string& path, const std::string& vfs) {
        SqliteOptions options;
        options.vfs = vfs;
        options.reopen_interval = milliseconds{0};
        options.checkpoint_pages = 64;
        auto opened = SqliteStore::open(
            path, [this](std::function<void()> task) { inbox_.post(std::move(task)); }, options);
        if (!opened) return opened.error().what;
        store_ = std::move(*opened);
        return "";
    }
    void close() { store_.reset(); }
    /// Asked after each answer: is there still somebody to hear it?
    std::function<bool()> power = [] { return true; };

    void commit(Commit commit, StoreReply<std::vector<std::int64_t>> reply) override {
        ask<std::vector<std::int64_t>>(reply, [=](auto answer) { store_->commit(commit, answer); });
    }
    void keep_controls(Controls controls, StoreReply<Nothing> reply) override {
        ask<Nothing>(reply, [=](auto answer) { store_->keep_controls(controls, answer); });
    }
    void remove(std::string job_id, std::int64_t revision, StoreReply<Nothing> reply) override {
        ask<Nothing>(reply, [=](auto answer) { store_->remove(job_id, revision, answer); });
    }
    void load_active(StoreReply<Active> reply) override {
        ask<Active>(reply, [=](auto answer) { store_->load_active(answer); });
    }
    void load_job(std::string job_id, StoreReply<Job> reply) override {
        ask<Job>(reply, [=](auto answer) { store_->load_job(job_id, answer); });
    }
    void load_recordings(std::string job_id, StoreReply<std::vector<Recording>> reply) override {
        ask<std::vector<Recording>>(reply, [=](auto answer) { store_->load_recordings(job_id, answer); });
    }
    void list_jobs(JobQuery query, StoreReply<std::vector<Job>> reply) override {
        ask<std::vector<Job>>(reply, [=](auto answer) { store_->list_jobs(query, answer); });
    }
    void list_events(EventQuery query, StoreReply<std::vector<HistoryEvent>> reply) override {
        ask<std::vector<HistoryEvent>>(reply, [=](auto answer) { store_->list_events(query, answer); });
    }
    void list_movements(MovementQuery query, StoreReply<std::vector<Movement>> reply) override {
        ask<std::vector<Movement>>(reply, [=](auto answer) { store_->list_movements(query, answer); });
    }
    void balance(StoreReply<Balance> reply) override {
        ask<Balance>(reply, [=](auto answer) { store_->balance(answer); });
    }
    void training_times(std::size_t limit, StoreReply<std::vector<Duration>> reply) override {
        ask<std::vector<Duration>>(reply, [=](auto answer) { store_->training_times(limit, answer); });
    }
    void find_answer(std::string key, StoreReply<std::optional<IdempotentAnswer>> reply) override {
        ask<std::optional<IdempotentAnswer>>(reply, [=](auto answer) { store_->find_answer(key, answer); });
    }
    void find_intent(std::string nonce,
                     StoreReply<std::optional<std::pair<std::string, Intent>>> reply) override {
        using Found = std::optional<std::pair<std::string, Intent>>;
        ask<Found>(reply, [=](auto answer) { store_->find_intent(nonce, answer); });
    }
    void known_fine_tunes(std::vector<std::string> ids, StoreReply<std::vector<std::string>> reply) override {
        ask<std::vector<std::string>>(reply, [=](auto answer) { store_->known_fine_tunes(ids, answer); });
    }
    void remember(std::vector<Heard> heard, Time now, StoreReply<Nothing> reply) override {
        ask<Nothing>(reply, [=](auto answer) { store_->remember(heard, now, answer); });
    }
    void recall(std::vector<FileStamp> files, int meters,
                StoreReply<std::vector<std::optional<Measurement>>> reply) override {
        using Known = std::vector<std::optional<Measurement>>;
        ask<Known>(reply, [=](auto answer) { store_->recall(files, meters, answer); });
    }
    void recall_contents(std::vector<std::string> sha256,
                         StoreReply<std::vector<std::optional<Measurement>>> reply) override {
        using Known = std::vector<std::optional<Measurement>>;
        ask<Known>(reply, [=](auto answer) { store_->recall_contents(sha256, answer); });
    }
    void count_states(StoreReply<std::vector<std::pair<std::string, std::int64_t>>> reply) override {
        using Counts = std::vector<std::pair<std::string, std::int64_t>>;
        ask<Counts>(reply, [=](auto answer) { store_->count_states(answer); });
    }
    void probe(StoreReply<Nothing> reply) override {
        ask<Nothing>(reply, [=](auto answer) { store_->probe(answer); });
    }
    void audit(StoreReply<Nothing> reply) override {
        ask<Nothing>(reply, [=](auto answer) { store_->audit(answer); });
    }

  private:
    template <class T>
    void ask(StoreReply<T> reply, std::function<void(StoreReply<T>)> question) {
        loop_.post_after(milliseconds{1}, [this, reply = std::move(reply), question = std::move(question)] {
            std::optional<Result<T, StoreTrouble>> answer;
            question([&answer](Result<T, StoreTrouble> given) { answer = std::move(given); });
            inbox_.run_until([&answer] { return answer.has_value(); });
            if (power()) reply(std::move(*answer));
        });
    }

    Loop& loop_;
    testing::Inbox inbox_;
    std::unique_ptr<SqliteStore> store_;
};

}  // namespace understudy::simulated
