// Why one change could not be written, and how far the damage reaches.
#pragma once

#include "core/store.hpp"
#include "storage/sqlite/error.hpp"

namespace understudy {

enum class Reach {
    change,       ///< this one only: its savepoint is rolled back, the others go on
    transaction,  ///< all that shared the transaction; the connection is good (disk full, locked)
    connection,   ///< the connection is not to be trusted any more: close, re-open, check
};

struct WriteFailure {
    StoreTrouble trouble;
    Reach reach = Reach::change;
};

/// SQLite's codes are mapped to ours here and nowhere else (for writing).
[[nodiscard]] WriteFailure write_failure(const sqlite::Error& error);

[[nodiscard]] inline WriteFailure conflict(std::string what) {
    return {{StoreTrouble::Kind::conflict, std::move(what)}, Reach::change};
}

}  // namespace understudy
