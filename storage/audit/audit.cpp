#include "storage/audit/audit.hpp"

#include "storage/read/snapshot.hpp"
#include "storage/read/trouble.hpp"
#include "storage/rows/movement_row.hpp"
#include "storage/rows/part_rows.hpp"
#include "storage/sqlite/row.hpp"

namespace understudy {
namespace {

using Verdict = Result<Nothing, StoreTrouble>;
using sqlite::Connection;

constexpr int steps_between_looks = 10'000;  // of SQLite's machine: some tenths of a millisecond

int is_set(void* flag) { return static_cast<const std::atomic<bool>*>(flag)->load() ? 1 : 0; }

Verdict check_structure(Connection& connection) {
    const auto words = connection.text("PRAGMA integrity_check(1)");
    if (!words) return failure(read_trouble(words.error()));
    if (*words != "ok") return failure(corrupt(*words));
    return Nothing{};
}

/// What integrity_check leaves out: a row that belongs to a job which is not there.
Verdict check_references(Connection& connection) {
    sqlite::Statement all(connection, "PRAGMA foreign_key_check");
    sqlite::Rows rows = all.query();
    if (rows.next()) {
        sqlite::Row row(rows);
        return failure(corrupt("a row of " + row.text() + " belongs to a job that is not there"));
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return Nothing{};
}

Verdict check_answers(Connection& connection) {
    sqlite::Statement all(connection,
                          std::string("SELECT ") + rows::answer_columns + " FROM idempotent_answers");
    sqlite::Rows rows = all.query();
    while (rows.next()) {
        sqlite::Row row(rows);
        const IdempotentAnswer answer = rows::read_answer(row);
        if (row.trouble()) return failure(corrupt("the answer to \"" + answer.key + "\": " + *row.trouble()));
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return Nothing{};
}

Verdict check_ledger(Connection& connection) {
    sqlite::Statement all(connection, std::string("SELECT ") + rows::movement_columns + " FROM ledger");
    sqlite::Rows rows = all.query();
    while (rows.next()) {
        sqlite::Row row(rows);
        const Movement movement = rows::read_movement(row);
        if (row.trouble())
            return failure(
                corrupt("movement " + std::to_string(movement.id) + " of the ledger: " + *row.trouble()));
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return Nothing{};
}

Verdict look(const DatabaseFile& file, const std::atomic<bool>& give_up) {
    auto opened = open_for_reading(file);
    if (!opened) return failure(read_trouble(opened.error()));
    sqlite3_progress_handler((*opened)->handle(), steps_between_looks, is_set,
                             const_cast<std::atomic<bool>*>(&give_up));
    const Snapshot snapshot(**opened);
    if (auto sound = check_structure(**opened); !sound) return sound;
    if (auto sound = check_references(**opened); !sound) return sound;
    if (auto sound = check_answers(**opened); !sound) return sound;
    return check_ledger(**opened);
}

}  // namespace

Verdict audit(const DatabaseFile& file, const std::atomic<bool>& give_up) {
    auto verdict = look(file, give_up);
    if (!verdict && verdict.error().kind == StoreTrouble::Kind::corrupt) verdict = look(file, give_up);
    if (!verdict) verdict.error().what = file.path + ": " + verdict.error().what;
    return verdict;
}

}  // namespace understudy
