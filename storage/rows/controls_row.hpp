// The one row of the controls table: its document and its seal.
#pragma once

#include "core/controls.hpp"
#include "storage/sqlite/row.hpp"

namespace understudy::rows {

extern const char* const put_controls_sql;
extern const char* const select_controls_sql;

sqlite::Answer<std::int64_t> run_with_controls(sqlite::Statement& statement, const Controls& controls);
/// Reads a row of select_controls_sql; row.trouble() says what is wrong with it.
[[nodiscard]] Controls read_controls(sqlite::Row& row);

}  // namespace understudy::rows
