#include "sim/invariants_of_money.hpp"

#include <algorithm>
#include <map>

#include "core/marker.hpp"
#include "core/words.hpp"

namespace understudy::simulated {

namespace {

/// When each purchase was reserved, by its nonce.
std::map<std::string, Time> reservations(const std::vector<Movement>& ledger) {
    std::map<std::string, Time> all;
    for (const Movement& movement : ledger)
        if (movement.from == Account::available) all[movement.nonce] = movement.at;
    return all;
}

std::int64_t at_stake_in(Period period, Time when, const std::vector<Purchase>& bill,
                         const std::map<std::string, Time>& reserved) {
    const Time from = begin_of(period, when), to = end_of(period, when);
    std::int64_t credits = 0;
    for (const Purchase& purchase : bill) {
        const auto marker = marker_of(purchase.description);
        const auto at = marker ? reserved.find(marker->nonce) : reserved.end();
        if (live(purchase) && at != reserved.end() && at->second >= from && at->second < to)
            credits += credits_per_training;
    }
    return credits;
}

Account account_in(const std::vector<Movement>& ledger, const std::string& nonce) {
    Account account = Account::available;
    for (const Movement& movement : ledger)
        if (movement.nonce == nonce) account = movement.to;
    return account;
}

bool fits(const Purchase& purchase, Charge charge, bool followed) {
    if (charge == Charge::foreign) return true;
    if (charge == Charge::presumed) return !followed;
    if (purchase.outcome == "completed") return charge == Charge::spent;
    return charge == (live(purchase) ? Charge::reserved : Charge::none);
}

}  // namespace

Broken broken_budget(const std::vector<Purchase>& bill, const std::vector<Movement>& ledger,
                     const Budget& budget, const Job* stored) {
    const auto reserved = reservations(ledger);
    const auto marker = marker_of(bill.back().description);
    const auto its = marker ? reserved.find(marker->nonce) : reserved.end();
    if (its == reserved.end())
        return "fine-tune " + bill.back().fine_tune_id + " was bought without a reservation";
    for (const BudgetLimit& limit : budget.limits)
        if (at_stake_in(limit.period, its->second, bill, reserved) > limit.credits)
            return "the " + std::string(to_word(limit.period)) + "'s budget of " +
                   credits_in_words(limit.credits) + " is exceeded by " + bill.back().fine_tune_id;
    const std::int64_t month = at_stake_in(Period::month, its->second, bill, reserved);
    if (budget.approval_above > 0 && month > budget.approval_above && stored && !stored->approved)
        return "fine-tune " + bill.back().fine_tune_id + " was bought and nobody approved it";
    return std::nullopt;
}

Broken broken_books(const Job& job, const std::vector<Movement>& ledger) {
    for (const Intent& intent : job.intents) {
        const Account account = account_in(ledger, intent.nonce);
        if (account != account_of(intent.charge))
            return "the ledger has the credits of " + intent.nonce + " of " + job.id + " as " +
                   to_word(account) + ", and the job says " + to_word(intent.charge);
    }
    return std::nullopt;
}

Broken broken_charges(const std::vector<Purchase>& bill, const std::vector<Job>& jobs,
                      const std::set<std::string>& reported) {
    for (const Job& job : jobs)
        for (const Intent& intent : job.intents) {
            if (intent.kind != IntentKind::fine_tune) continue;
            if (intent.charge == Charge::reserved && at_rest(job))
                return job.id + " rests, and the credits of " + intent.nonce + " are still reserved";
            if (intent.status != IntentStatus::confirmed) continue;
            const auto its = std::find_if(bill.begin(), bill.end(), [&](const Purchase& purchase) {
                return purchase.fine_tune_id == intent.remote_id;
            });
            const bool followed =
                !std::holds_alternative<Canceled>(job.state) && !reported.contains(intent.remote_id);
            if (its != bill.end() && !fits(*its, intent.charge, followed))
                return "fine-tune " + its->fine_tune_id + " of " + job.id + " is " + its->outcome +
                       " on the bill, and " + to_word(intent.charge) + " in the ledger";
        }
    return std::nullopt;
}

}  // namespace understudy::simulated
