#include "storage/write/pruning.hpp"

#include <algorithm>

namespace understudy {
namespace {

// A round of either takes about a millisecond: that much later may a commit come that waits for it.
constexpr const char* last_of_round_sql =
    "SELECT max(id) FROM (SELECT id FROM events WHERE id > ?1 ORDER BY id LIMIT 2000)";
constexpr const char* give_back_sql = "PRAGMA incremental_vacuum(128)";

sqlite::Answer<std::int64_t> number(sqlite::Statement& statement, std::int64_t value) {
    sqlite::Rows rows = statement.query(value);
    if (rows.next()) return sqlite3_column_int64(rows.handle(), 0);
    return failure(rows.error() ? *rows.error() : sqlite::Error{SQLITE_EMPTY, "no row"});
}

}  // namespace

Pruner::Pruner(sqlite::Connection& connection)
    : connection_(connection),
      last_of_round_(connection, last_of_round_sql),
      let_go_(connection,
              "DELETE FROM events WHERE id > ?1 AND id <= ?2 AND at < ?3 "
              "AND type IN ('measured', 'uploaded', 'cloud_status') "
              "AND EXISTS (SELECT 1 FROM jobs WHERE jobs.id = events.job_id AND jobs.active = 0)"),
      behind_(connection, "SELECT EXISTS (SELECT 1 FROM events WHERE id > ?1)") {}

Result<Pruned, WriteFailure> Pruner::prune(const Pruning& pruning) {
    Pruned done;
    const auto last = number(last_of_round_, pruning.behind);
    if (!last) return failure(write_failure(last.error()));
    done.looked_to = std::max(*last, pruning.behind);
    const auto let_go = let_go_.run(pruning.behind, done.looked_to, pruning.before);
    if (!let_go) return failure(write_failure(let_go.error()));
    done.let_go = *let_go;
    if (auto given = connection_.run(give_back_sql); !given) return failure(write_failure(given.error()));
    const auto free_pages = connection_.integer("PRAGMA freelist_count");
    if (!free_pages) return failure(write_failure(free_pages.error()));
    done.free_pages = *free_pages;
    const auto behind = number(behind_, done.looked_to);
    if (!behind) return failure(write_failure(behind.error()));
    done.more = *behind != 0;
    return done;
}

}  // namespace understudy
