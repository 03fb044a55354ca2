// What must always hold, as pure functions over values: nullopt, or what was broken, in words.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/history.hpp"
#include "core/job.hpp"
#include "daemon/driver/driver.hpp"
#include "emulator/model/bill.hpp"

namespace understudy::simulated {

using Broken = std::optional<std::string>;
using emulator::Purchase;

/// What a run's weather leaves standing of the assumptions that docs/guarantees.md names.
struct Assumptions {
    /// Whatever was bought shows in complete listings within this time. Where the weather breaks it, a second
    /// purchase is possible; it must still be held before a third and reported.
    Duration shows_within = std::chrono::minutes{10};
    bool holds = true;
    /// An upload takes effect before its listing is asked for, and the listing does not lag. Where not, a
    /// second copy of our own recording may be in the dataset unseen; nothing may be missing or foreign.
    bool uploads_are_timely = true;
};

/// A row reaches the disk over the one before (nullptr: the first).
[[nodiscard]] Broken broken_by_row(const Job* before, const Job& after);

/// A paid request leaves. `stored`: the row on the disk of the job that its marker names, nullptr for none.
[[nodiscard]] Broken broken_by_request(const NewFineTune& request, const Job* stored, bool store_writable);

/// The last of `all` was bought just now. `stored` as above, `files` is what its dataset holds.
[[nodiscard]] Broken broken_by_purchase(const std::vector<Purchase>& all, const std::vector<CloudFile>& files,
                                        const Job* stored, const Assumptions& assumptions);

/// A stored job in the eyes of a driver that is ready.
[[nodiscard]] Broken broken_by_neglect(const Job& stored, Attention attention);

/// At any time: what a job says that it bought is on the bill.
[[nodiscard]] Broken broken_confirmations(const std::vector<Purchase>& bill, const std::vector<Job>& jobs);

/// At rest, all seen: each purchase is in the ledger of its job, or was reported (`reported` holds the ids);
/// each confirmed intent is on the bill. `removed` are jobs that a person deleted.
[[nodiscard]] Broken broken_ledger(const std::vector<Purchase>& bill, const std::vector<Job>& jobs,
                                   const std::set<std::string>& reported,
                                   const std::set<std::string>& removed);

/// Running or completed: neither failed nor deleted.
[[nodiscard]] bool live(const Purchase& purchase);

}  // namespace understudy::simulated
