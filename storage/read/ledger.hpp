// Reads the ledger of credits.
#pragma once

#include <vector>

#include "core/store.hpp"
#include "storage/sqlite/statement.hpp"

namespace understudy {

/// On the reading connection, which outlives it. See Store.
class LedgerReader {
  public:
    explicit LedgerReader(sqlite::Connection& connection);

    [[nodiscard]] Result<std::vector<Movement>, StoreTrouble> list(const MovementQuery& query);
    [[nodiscard]] Result<Balance, StoreTrouble> balance();
    [[nodiscard]] Result<std::vector<Duration>, StoreTrouble> training_times(std::size_t limit);

  private:
    sqlite::Statement list_, list_of_job_, sums_, times_;
};

}  // namespace understudy
