#include "storage/rows/movement_row.hpp"

#include "core/words.hpp"
#include "storage/rows/json.hpp"

namespace understudy::rows {

const char* const insert_movement_sql =
    "INSERT INTO ledger (at, from_account, to_account, presumed, credits, job_id, attempt, nonce, "
    "fine_tune_id, labels, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

const char* const movement_columns =
    "at, from_account, to_account, presumed, credits, job_id, attempt, nonce, fine_tune_id, labels, seal, id";

// The id is the table's to give: the seal is of what stands before it.
sqlite::Answer<std::int64_t> run_with_movement(sqlite::Statement& statement, const Movement& movement) {
    return statement.run_sealed(movement.at, to_word(movement.from), to_word(movement.to), movement.presumed,
                                movement.credits, movement.job_id, movement.attempt, movement.nonce,
                                movement.fine_tune_id, write_labels(movement.labels));
}

Movement read_movement(sqlite::Row& row) {
    Movement movement;
    movement.at = row.time();
    movement.from = row.word<Account>();
    movement.to = row.word<Account>();
    movement.presumed = row.flag();
    movement.credits = row.integer();
    movement.job_id = row.text();
    movement.attempt = row.number();
    movement.nonce = row.text();
    movement.fine_tune_id = row.text();
    movement.labels = row.parsed<Labels>(read_labels);
    row.sealed();
    movement.id = row.integer();
    return movement;
}

}  // namespace understudy::rows
