// The rows that belong to a job: recordings, intents, history; and the answers to repeated POSTs.
// Each reader takes the columns of its own `*_columns` list, in that order; the last is the row's seal (but
// the history has none: nothing is decided by it).
#pragma once

#include "core/history.hpp"
#include "core/job.hpp"
#include "core/store.hpp"
#include "storage/sqlite/row.hpp"

namespace understudy::rows {

extern const char* const recording_columns;  ///< after job_id, position
extern const char* const intent_columns;     ///< after job_id, position
extern const char* const event_columns;
extern const char* const answer_columns;

/// Runs a statement with ?1 job_id, ?2 position, ?3 … the recording's columns and its seal.
sqlite::Answer<std::int64_t> run_with_recording(sqlite::Statement& statement, const std::string& job_id,
                                                std::uint64_t position, const Recording& recording);
[[nodiscard]] Recording read_recording(sqlite::Row& row);

sqlite::Answer<std::int64_t> run_with_intent(sqlite::Statement& statement, const std::string& job_id,
                                             std::uint64_t position, const Intent& intent);
[[nodiscard]] Intent read_intent(sqlite::Row& row);

/// ?1 … ?7: all event columns but the id, which the database gives.
sqlite::Answer<std::int64_t> run_with_event(sqlite::Statement& statement, const HistoryEvent& event);
[[nodiscard]] HistoryEvent read_event(sqlite::Row& row);

sqlite::Answer<std::int64_t> run_with_answer(sqlite::Statement& statement, const IdempotentAnswer& answer);
[[nodiscard]] IdempotentAnswer read_answer(sqlite::Row& row);

}  // namespace understudy::rows
