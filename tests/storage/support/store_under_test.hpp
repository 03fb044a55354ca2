// What the conformance suite needs of a store's surroundings. Each implementation of Store brings its own.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/store.hpp"

namespace understudy::testing {

class StoreUnderTest {
  public:
    virtual ~StoreUnderTest() = default;
    virtual Store& store() = 0;
    /// The process ends and another starts: only what was durable is there.
    virtual void restart() = 0;
    /// Turns the I/O thread until `done`; bounded.
    virtual void run_until(const std::function<bool()>& done) = 0;

    /// Asks and waits: `ask<Job>([&](auto reply) { store().load_job(id, reply); })`.
    template <class T>
    Result<T, StoreTrouble> ask(const std::function<void(StoreReply<T>)>& question) {
        std::optional<Result<T, StoreTrouble>> answer;
        question([&answer](Result<T, StoreTrouble> given) { answer = std::move(given); });
        run_until([&answer] { return answer.has_value(); });
        if (!answer) return failure(StoreTrouble{StoreTrouble::Kind::unavailable, "no answer came"});
        return std::move(*answer);
    }

    Result<std::vector<std::int64_t>, StoreTrouble> commit(Commit commit) {
        return ask<std::vector<std::int64_t>>([&](auto reply) { store().commit(std::move(commit), reply); });
    }
    Result<Job, StoreTrouble> load(const std::string& id) {
        return ask<Job>([&](auto reply) { store().load_job(id, reply); });
    }
    Result<std::vector<Recording>, StoreTrouble> recordings(const std::string& id) {
        return ask<std::vector<Recording>>([&](auto reply) { store().load_recordings(id, reply); });
    }
    Result<Store::Active, StoreTrouble> active() {
        return ask<Store::Active>([&](auto reply) { store().load_active(reply); });
    }
    Result<std::vector<Job>, StoreTrouble> list(const JobQuery& query) {
        return ask<std::vector<Job>>([&](auto reply) { store().list_jobs(query, reply); });
    }
    Result<std::vector<HistoryEvent>, StoreTrouble> events(const EventQuery& query) {
        return ask<std::vector<HistoryEvent>>([&](auto reply) { store().list_events(query, reply); });
    }
    Result<Nothing, StoreTrouble> keep(const Controls& controls) {
        return ask<Nothing>([&](auto reply) { store().keep_controls(controls, reply); });
    }
    Result<Nothing, StoreTrouble> remove(const std::string& id, std::int64_t revision) {
        return ask<Nothing>([&](auto reply) { store().remove(id, revision, reply); });
    }
};

using StoreFactory = std::function<std::unique_ptr<StoreUnderTest>()>;

}  // namespace understudy::testing
