// Jobs made by chance from a fixed seed: over a few hundred, every state, step, hold and intent comes up.
#pragma once

#include <random>
#include <string>

#include "core/history.hpp"
#include "core/store.hpp"

namespace understudy::testing {

/// Job ids that sort by `number`.
[[nodiscard]] std::string job_id(int number);
/// A small draft at revision 1.
[[nodiscard]] Job plain_job(int number);
[[nodiscard]] Intent plain_intent(const std::string& nonce);
[[nodiscard]] HistoryEvent plain_event(const std::string& job_id, const std::string& type);
/// A new job with one event.
[[nodiscard]] Commit first_commit(const Job& job);
/// `job` one revision on, with one event.
[[nodiscard]] Commit next_commit(const Job& job);

class Chance {
  public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}

    /// Everything that is stored of a job, by chance, at revision 1.
    [[nodiscard]] Job job(int number);
    [[nodiscard]] Recording recording();
    [[nodiscard]] std::vector<Recording> recordings(int count);
    [[nodiscard]] HistoryEvent event(const std::string& job_id);

  private:
    int below(int limit);
    bool coin() { return below(2) == 1; }
    std::string text();  ///< quotes, newlines, NULs, many alphabets
    Time time();
    std::optional<Time> maybe_time();
    State state();
    Spec spec();
    Intent intent();
    std::optional<Hold> hold();
    std::optional<JobError> error();
    Tally tally();
    JobPreflight judgement();

    std::mt19937_64 engine_;
    std::uint64_t nonces_ = 0;
};

/// "" when both hold the same in everything that is stored; else the name of the first member that differs.
[[nodiscard]] std::string difference(const Job& left, const Job& right);

}  // namespace understudy::testing
