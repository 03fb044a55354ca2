// Writes one change after the other on the writing connection. Transactions are the caller's (GroupCommit).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/store.hpp"
#include "storage/sqlite/statement.hpp"
#include "storage/write/failure.hpp"
#include "storage/write/measurements.hpp"
#include "storage/write/pruning.hpp"
#include "storage/write/webhooks.hpp"

namespace understudy {

/// After a failure, parts of the change may stand: the caller rolls back to its savepoint.
class Writer {
  public:
    explicit Writer(std::unique_ptr<sqlite::Connection> connection);

    /// The ids of the events.
    [[nodiscard]] Result<std::vector<std::int64_t>, WriteFailure> commit(const Commit& commit);
    [[nodiscard]] Result<Nothing, WriteFailure> remove(const std::string& job_id, std::int64_t revision);

    [[nodiscard]] Result<Nothing, WriteFailure> keep(const Controls& controls);

    /// Dirties one page with what it holds already.
    [[nodiscard]] Result<Nothing, WriteFailure> probe();

    [[nodiscard]] MeasurementWriter& measurements() { return measurements_; }
    [[nodiscard]] Pruner& pruner() { return pruner_; }
    [[nodiscard]] WebhookWriter& webhooks() { return webhooks_; }

    /// Around one change: what follows begin_change() is kept or undone as a whole. One at a time.
    [[nodiscard]] Result<Nothing, WriteFailure> begin_change();
    [[nodiscard]] Result<Nothing, WriteFailure> keep_change();
    [[nodiscard]] Result<Nothing, WriteFailure> undo_change();

    [[nodiscard]] sqlite::Connection& connection() { return *connection_; }

  private:
    using Written = Result<Nothing, WriteFailure>;
    Written write_job(const Job& job);
    Written write_recordings(const Commit& commit);
    Written replace_recordings(const Commit& commit);
    Written put_recording(const std::string& job_id, std::uint64_t position, const Recording& recording);
    Written write_intents(const Job& job);
    Written write_answer(const Commit& commit);
    Written write_movements(const Commit& commit);
    Result<std::vector<std::int64_t>, WriteFailure> write_events(const Commit& commit);
    /// What it means that no row had the expected revision.
    Written why_unchanged(const std::string& job_id, std::int64_t expected);

    std::unique_ptr<sqlite::Connection> connection_;
    MeasurementWriter measurements_;
    Pruner pruner_;
    WebhookWriter webhooks_;
    sqlite::Statement savepoint_, release_, roll_back_;
    sqlite::Statement insert_job_, update_job_, delete_job_, select_revision_, put_paths_, probe_;
    sqlite::Statement insert_recording_, put_recording_, delete_recordings_;
    sqlite::Statement put_intent_, count_intents_, insert_event_, insert_answer_, put_controls_;
    sqlite::Statement insert_movement_;
};

}  // namespace understudy
