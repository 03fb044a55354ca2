// A movement of credits as a row of `ledger`.
#pragma once

#include "core/ledger.hpp"
#include "storage/sqlite/row.hpp"
#include "storage/sqlite/statement.hpp"

namespace understudy::rows {

/// Takes run_with_movement()'s values.
extern const char* const insert_movement_sql;
/// For read_movement(), in its order.
extern const char* const movement_columns;

[[nodiscard]] sqlite::Answer<std::int64_t> run_with_movement(sqlite::Statement& statement,
                                                             const Movement& movement);
[[nodiscard]] Movement read_movement(sqlite::Row& row);

}  // namespace understudy::rows
