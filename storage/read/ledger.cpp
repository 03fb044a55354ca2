#include "storage/read/ledger.hpp"

#include <algorithm>
#include <limits>

#include "storage/read/trouble.hpp"
#include "storage/rows/json.hpp"
#include "storage/rows/movement_row.hpp"

namespace understudy {
namespace {

using sqlite::Row;
using sqlite::Rows;

constexpr std::size_t most_movements = 1'000;

std::string list_sql(const std::string& of) {
    return std::string("SELECT ") + rows::movement_columns + " FROM ledger WHERE " + of +
           "id > ?1 AND at >= ?3 AND at < ?4 AND (?5 = '{}' OR NOT EXISTS (SELECT 1 FROM json_each(?5) AS "
           "wanted WHERE NOT EXISTS (SELECT 1 FROM json_each(ledger.labels) AS its WHERE its.key = "
           "wanted.key AND its.value = wanted.value))) ORDER BY id LIMIT ?2";
}

// A training that somebody followed to its end: from the reservation that its purchase began with. What was
// found in the cloud was reserved with its fine-tune's id, and began nobody knows when.
constexpr const char* times_sql =
    "SELECT spent.at - begun.at FROM ledger AS spent JOIN ledger AS begun ON begun.nonce = spent.nonce "
    "AND begun.to_account = 'reserved' AND begun.fine_tune_id = '' WHERE spent.to_account = 'spent' "
    "AND spent.presumed = 0 AND spent.at > begun.at ORDER BY spent.id DESC LIMIT ?1";

std::int64_t since_1970(const std::optional<Time>& time, std::int64_t otherwise) {
    return time ? time->time_since_epoch().count() : otherwise;
}

}  // namespace

LedgerReader::LedgerReader(sqlite::Connection& connection)
    : list_(connection, list_sql("")),
      list_of_job_(connection, list_sql("job_id = ?6 AND ")),
      sums_(connection,
            "SELECT from_account, to_account, sum(credits) FROM ledger GROUP BY from_account, to_account"),
      times_(connection, times_sql) {}

Result<std::vector<Movement>, StoreTrouble> LedgerReader::list(const MovementQuery& query) {
    using Limits = std::numeric_limits<std::int64_t>;
    const std::uint64_t limit = std::min(query.limit, most_movements);
    const std::int64_t since = since_1970(query.since, Limits::min());
    const std::int64_t until = since_1970(query.until, Limits::max());
    const std::string labels = rows::write_labels(query.labels);
    Rows rows = query.job_id.empty()
                    ? list_.query(query.after_id, limit, since, until, labels)
                    : list_of_job_.query(query.after_id, limit, since, until, labels, query.job_id);
    std::vector<Movement> movements;
    while (rows.next()) {
        Row row(rows);
        movements.push_back(rows::read_movement(row));
        if (row.trouble())
            return failure(corrupt("movement " + std::to_string(movements.back().id) +
                                   " of the ledger: " + *row.trouble()));
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return movements;
}

Result<Balance, StoreTrouble> LedgerReader::balance() {
    Balance balance;
    Rows rows = sums_.query();
    while (rows.next()) {
        Row row(rows);
        Movement sum;
        sum.from = row.word<Account>();
        sum.to = row.word<Account>();
        sum.credits = row.integer();
        if (row.trouble()) return failure(corrupt("the ledger: " + *row.trouble()));
        balance = after(balance, sum);
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return balance;
}

Result<std::vector<Duration>, StoreTrouble> LedgerReader::training_times(std::size_t limit) {
    std::vector<Duration> times;
    Rows rows = times_.query(std::uint64_t{limit});
    while (rows.next()) times.emplace_back(Row(rows).integer());
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return times;
}

}  // namespace understudy
