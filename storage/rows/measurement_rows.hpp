// The rows of what was heard in files, by content.
#pragma once

#include "core/store.hpp"
#include "storage/sqlite/row.hpp"

namespace understudy::rows {

/// All that is read of one, in order; the last is its seal.
extern const char* const measurement_columns;

/// ?1 … ?10: the columns.
sqlite::Answer<std::int64_t> run_with_measurement(sqlite::Statement& statement,
                                                  const Measurement& measurement);
/// row.trouble() says what is wrong with it.
[[nodiscard]] Measurement read_measurement(sqlite::Row& row);

}  // namespace understudy::rows
