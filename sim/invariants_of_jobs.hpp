// More of what must always hold: who owns what was bought, what an attempt costs, what may be deleted.
#pragma once

#include "core/policy.hpp"
#include "sim/invariants.hpp"

namespace understudy::simulated {

/// A row reaches the disk: a hold names what would end it, and nobody is promised more attempts than allowed.
[[nodiscard]] Broken broken_promise(const Job* before, const Job& after);

/// Each fine-tune that a job's ledger holds is in one ledger only, once, and was bought in that job's name.
[[nodiscard]] Broken broken_owners(const std::vector<Purchase>& bill, const std::vector<Job>& jobs);

/// An attempt that is over bought something, or the job failed in it: nothing that passes ends an attempt.
[[nodiscard]] Broken broken_attempts(const Job& job, const std::vector<HistoryEvent>& history);

/// What was seen since a paid request left.
struct Sought {
    Duration since{};
    int listings = 0;  ///< of all fine-tunes, complete
};

/// An intent whose outcome nobody knew is void on the disk: enough was seen before. `sought` is that of its
/// nonce.
[[nodiscard]] Broken broken_settling(const Intent& before, const Intent& after, const Sought& sought,
                                     const Policy& policy, Duration now);

}  // namespace understudy::simulated
