// The driver's view of the ledger: what is committed of each budget, from memory, as soon as a job's step is
// taken. So no two jobs can spend the same credits, whoever of them is on the disk first.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/policy.hpp"
#include "core/store.hpp"
#include "daemon/driver/desk.hpp"

namespace understudy {

/// On the I/O thread. The ports and the policy outlive it.
class Treasury {
  public:
    Treasury(Store& store, Clock& clock, const Policy& policy)
        : store_(store), clock_(clock), policy_(policy) {}

    /// Reads all movements, so that a clock that was wrong at the start matters nothing, and the balance.
    /// Before it said that it did, nothing may be bought.
    void load(StoreReply<Nothing> loaded);
    [[nodiscard]] bool known() const { return known_; }

    /// Of a step that was taken. True when credits came back.
    bool enter(const std::vector<Movement>& movements);
    /// Of steps that were lost before they reached the disk; then what the job says counts.
    void lose(const std::vector<Movement>& movements);
    void agree_with(const Job& job) { books_.agree_with(job); }

    [[nodiscard]] std::optional<Shortfall> shortfall(const Job& job) const;
    /// Which of these may buy a training each, one after the other.
    [[nodiscard]] std::vector<std::string> who_may_buy(const std::vector<const Job*>& in_order) const;
    [[nodiscard]] BudgetView view() const;

    /// Steady: when jobs that are held for the budget are to be tried again; nobody is woken without any.
    [[nodiscard]] std::optional<Duration> due_at() const { return due_at_; }
    void wait_for_room();
    void stop_waiting() { due_at_.reset(); }

  private:
    void load_from(std::int64_t after_id, StoreReply<Nothing> loaded);

    Store& store_;
    Clock& clock_;
    const Policy& policy_;
    Books books_;
    Balance balance_;
    bool known_ = false;
    std::optional<Duration> due_at_;
};

}  // namespace understudy
