// Many changes, one transaction, one fsync. Each change has a savepoint of its own, so that one which is
// refused does not take the others with it; all are answered after the COMMIT. When the disk fails,
// everything in the transaction is answered `unavailable`, and the connection is replaced by a new one that
// was checked.
//
// The new connection is opened before the old one is closed. Closing the last one would drop SQLite's index
// of the WAL, and the next to open would find the failed transaction's pages there, take them for good and
// bring back what was answered `unavailable`. As it is, the next transaction overwrites them. Only if the
// process ends before that may such a change be found after all, and then it is whole.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "storage/counters.hpp"
#include "storage/database.hpp"
#include "storage/write/writer.hpp"

namespace understudy {

struct Removal {
    std::string job_id;
    std::int64_t revision = 0;
};
/// Changes nothing, and is written and synced as if it did.
struct Probe {};
using Change = std::variant<Commit, Removal, Probe, Keeping, Controls, Pruning, WebhookChange>;

/// A commit's event ids; of a pruning, the numbers of Pruned in their order; of a
/// webhook's change, one number; else nothing.
using ChangeAnswer = Result<std::vector<std::int64_t>, StoreTrouble>;

/// On the writing thread only.
class GroupCommit {
  public:
    /// `reopen_interval`: while the database cannot be opened, how long changes are answered without trying.
    GroupCommit(DatabaseFile file, std::unique_ptr<sqlite::Connection> connection,
                std::chrono::milliseconds reopen_interval, StoreCounters& counters);

    /// One answer for each, in order, once what is answered is on the disk.
    [[nodiscard]] std::vector<ChangeAnswer> write(const std::vector<const Change*>& changes);

    /// Copies the WAL into the database and cuts it off, as far as readers let it.
    void checkpoint();

  private:
    using Steady = std::chrono::steady_clock;
    using Written = Result<std::vector<std::int64_t>, WriteFailure>;

    [[nodiscard]] bool ready();
    Result<std::vector<ChangeAnswer>, WriteFailure> transaction(const std::vector<const Change*>& changes);
    Result<ChangeAnswer, WriteFailure> in_savepoint(const Change& change);
    Written apply(const Change& change);
    Written prune(const Pruning& pruning);
    Written change_webhook(const WebhookChange& change);
    void abandon(const WriteFailure& failure);
    void count(const std::vector<ChangeAnswer>& answers);

    DatabaseFile file_;
    std::unique_ptr<Writer> writer_;
    std::chrono::milliseconds reopen_interval_;
    StoreCounters& counters_;
    std::optional<std::string> distrusted_;  ///< why the connection must be replaced before it is used
    std::optional<Steady::time_point> last_try_;
};

}  // namespace understudy
