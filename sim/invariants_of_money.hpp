// What must always hold of money: budgets are kept, and the ledger says what the cloud's bill says.
#pragma once

#include "core/budget.hpp"
#include "sim/invariants.hpp"

namespace understudy::simulated {

/// The last of `bill` was bought just now, of `stored`: with it no budget is exceeded by what the cloud may
/// charge for, and what needs an approval had one. A purchase counts from its reservation, as in the books.
[[nodiscard]] Broken broken_budget(const std::vector<Purchase>& bill, const std::vector<Movement>& ledger,
                                   const Budget& budget, const Job* stored);

/// A row reaches the disk: what the ledger's movements say of each purchase is what its intent says.
[[nodiscard]] Broken broken_books(const Job& job, const std::vector<Movement>& ledger);

/// At rest, all seen: what completed is spent, what failed is not. Presumed is only what nobody followed: a
/// canceled job's, or what was `reported`.
[[nodiscard]] Broken broken_charges(const std::vector<Purchase>& bill, const std::vector<Job>& jobs,
                                    const std::set<std::string>& reported);

}  // namespace understudy::simulated
