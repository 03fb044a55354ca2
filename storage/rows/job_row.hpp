// The jobs table's row: the one list of its columns, how a job fills them and how they make a job.
#pragma once

#include <string>

#include "core/job.hpp"
#include "storage/sqlite/row.hpp"

namespace understudy::rows {

/// All columns between `id` and the row's seal, in the order that run_with_job and read_job keep.
extern const char* const job_columns;

/// INSERT of a new job, values ?1 (the id) to ?40.
[[nodiscard]] std::string insert_job_sql();
/// UPDATE with the same values; changes no row unless the stored revision is one less than ?2.
[[nodiscard]] std::string update_job_sql();
/// "SELECT id, …, paths FROM jobs JOIN job_paths …" followed by `rest`: what read_job reads.
[[nodiscard]] std::string select_job_sql(const std::string& rest);

/// Runs an insert or update with the job's values.
sqlite::Answer<std::int64_t> run_with_job(sqlite::Statement& statement, const Job& job);

/// Reads a row of select_job_sql, without intents and recordings; row.trouble() says what is wrong with it.
/// The id is filled in any case.
[[nodiscard]] Job read_job(sqlite::Row& row);

}  // namespace understudy::rows
