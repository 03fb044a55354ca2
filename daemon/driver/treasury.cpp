#include "daemon/driver/treasury.hpp"

#include <algorithm>

namespace understudy {

void Treasury::load(StoreReply<Nothing> loaded) {
    books_ = {};
    store_.balance([this, loaded = std::move(loaded)](Result<Balance, StoreTrouble> balance) {
        if (!balance.ok()) return loaded(failure(balance.error()));
        balance_ = balance.value();
        load_from(0, loaded);
    });
}

void Treasury::load_from(std::int64_t after_id, StoreReply<Nothing> loaded) {
    MovementQuery query;
    query.after_id = after_id;
    query.limit = 1'000;
    store_.list_movements(query, [this, loaded = std::move(loaded), query](auto movements) {
        if (!movements.ok()) return loaded(failure(movements.error()));
        for (const Movement& movement : movements.value()) books_.enter(movement);
        if (movements->size() == query.limit) return load_from(movements->back().id, loaded);
        known_ = true;
        loaded(Nothing{});
    });
}

bool Treasury::enter(const std::vector<Movement>& movements) {
    bool came_back = false;
    for (const Movement& movement : movements) {
        books_.enter(movement);
        balance_ = after(balance_, movement);
        came_back |= movement.to == Account::available;
    }
    return came_back;
}

void Treasury::lose(const std::vector<Movement>& movements) {
    for (Movement movement : movements) {
        std::swap(movement.from, movement.to);
        balance_ = after(balance_, movement);
    }
}

std::optional<Shortfall> Treasury::shortfall(const Job& job) const {
    return understudy::shortfall(policy_.budget, books_, job.spec.labels, job.approved, clock_.wall());
}

std::vector<std::string> Treasury::who_may_buy(const std::vector<const Job*>& in_order) const {
    std::vector<std::string> ids;
    Books then = books_;
    const Time now = clock_.wall();
    for (const Job* job : in_order) {
        if (understudy::shortfall(policy_.budget, then, job->spec.labels, job->approved, now)) continue;
        ids.push_back(job->id);
        Movement purchase;
        purchase.at = now;
        purchase.credits = credits_per_training;
        purchase.nonce = job->id;
        purchase.labels = job->spec.labels;
        then.enter(purchase);
    }
    return ids;
}

BudgetView Treasury::view() const {
    BudgetView view;
    view.balance = balance_;
    view.approval_above = policy_.budget.approval_above;
    const Time now = clock_.wall();
    view.committed_today = books_.committed(Period::day, now);
    view.committed_this_month = books_.committed(Period::month, now);
    for (const BudgetLimit& limit : policy_.budget.limits) view.limits.push_back(line_of(limit, books_, now));
    return view;
}

/// At the next day's begin, or in an hour, should the wall clock step meanwhile.
void Treasury::wait_for_room() {
    const Duration wait = end_of(Period::day, clock_.wall()) - clock_.wall();
    const Duration at = clock_.steady() + std::min<Duration>(wait, std::chrono::hours{1});
    due_at_ = std::min(due_at_.value_or(at), at);
}

}  // namespace understudy
