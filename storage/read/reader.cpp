#include "storage/read/reader.hpp"

#include <algorithm>
#include <limits>

#include "storage/read/snapshot.hpp"
#include "storage/read/trouble.hpp"
#include "storage/rows/controls_row.hpp"
#include "storage/rows/job_row.hpp"
#include "storage/rows/json.hpp"
#include "storage/rows/part_rows.hpp"

namespace understudy {
namespace {

using sqlite::Row;
using sqlite::Rows;

constexpr std::size_t most_jobs = 1'000;
constexpr std::size_t most_events = 10'000;

constexpr std::int64_t first_moment = std::numeric_limits<std::int64_t>::min();

// Sorts behind every id: the last code point there is.
constexpr const char* behind_all = "\xf4\x8f\xbf\xbf";

std::string select(const char* first, const char* columns, const char* rest) {
    return std::string("SELECT ") + first + columns + " FROM " + rest;
}

std::string in_job(const std::string& job_id, const std::string& what) {
    return "job " + job_id + ": " + what;
}

/// ?3 is part of the name, ?4 the labels as a JSON object, ?5 when they were updated at the earliest.
std::string newest_sql(const std::string& in_state) {
    return "SELECT id FROM jobs WHERE " + in_state +
           "id < ?1 AND (?3 = '' OR instr(lower(name), lower(?3)) > 0) AND updated_at >= ?5 "
           "AND (?4 = '{}' OR NOT EXISTS (SELECT 1 FROM json_each(?4) AS wanted WHERE NOT EXISTS "
           "(SELECT 1 FROM json_each(jobs.labels) AS its WHERE its.key = wanted.key AND its.value = "
           "wanted.value))) ORDER BY id DESC LIMIT ?2";
}

/// Found by the index of contents. A dataset that a job is still filling will hold more: it is left out.
/// Recordings on a dataset that somebody named have no digest.
constexpr const char* holding_sql =
    "WITH wanted AS (SELECT DISTINCT sha256 FROM recordings WHERE job_id = ?1 AND sha256 <> ''), "
    "holding AS (SELECT jobs.dataset_id AS dataset_id, max(jobs.id) AS job_id, "
    "count(DISTINCT its.sha256) AS held FROM wanted JOIN recordings AS its ON its.sha256 = wanted.sha256 "
    "JOIN jobs ON jobs.id = its.job_id WHERE its.sha256 IS NOT NULL AND its.job_id <> ?1 "
    "AND its.delivery IN ('sent', 'listed') AND jobs.dataset_id <> '' AND jobs.active = 0 GROUP BY "
    "jobs.dataset_id "
    "ORDER BY held DESC, job_id DESC LIMIT 10) "
    "SELECT dataset_id, job_id, (SELECT count(*) FROM wanted) AS wanted_all, held, "
    "(SELECT count(DISTINCT others.sha256) FROM recordings AS others WHERE others.job_id = holding.job_id "
    "AND others.delivery IN ('sent', 'listed') AND others.sha256 <> '' "
    "AND others.sha256 NOT IN (SELECT sha256 FROM wanted)) AS further "
    "FROM holding ORDER BY held DESC, further, job_id DESC";

/// Of any state but a draft's that nobody started.
constexpr const char* started_sql =
    "WITH wanted AS (SELECT DISTINCT sha256 FROM recordings WHERE job_id = ?1 AND sha256 <> '') "
    "SELECT jobs.id FROM wanted JOIN recordings AS its ON its.sha256 = wanted.sha256 "
    "JOIN jobs ON jobs.id = its.job_id WHERE its.sha256 IS NOT NULL AND its.job_id <> ?1 "
    "AND (jobs.state <> 'draft' OR json_extract(jobs.state_data, '$.start_wished')) GROUP BY jobs.id "
    "HAVING count(DISTINCT its.sha256) = (SELECT count(*) FROM wanted) ORDER BY jobs.id DESC LIMIT 1";

}  // namespace

Reader::Reader(std::unique_ptr<sqlite::Connection> connection)
    : connection_(std::move(connection)),
      measurements_(*connection_),
      ledger_(*connection_),
      webhooks_(*connection_),
      active_jobs_(*connection_, rows::select_job_sql("WHERE active = 1 ORDER BY id")),
      active_intents_(*connection_, select("job_id, position, ", rows::intent_columns,
                                           "intents WHERE job_id IN (SELECT id FROM jobs WHERE active = 1) "
                                           "ORDER BY job_id, position")),
      job_(*connection_, rows::select_job_sql("WHERE id = ?1")),
      job_intents_(*connection_, select("job_id, position, ", rows::intent_columns,
                                        "intents WHERE job_id = ?1 ORDER BY position")),
      recordings_(*connection_, select("job_id, position, ", rows::recording_columns,
                                       "recordings WHERE job_id = ?1 ORDER BY position")),
      newest_(*connection_, newest_sql("")),
      newest_in_state_(*connection_, newest_sql("state = ?6 AND ")),
      job_events_(*connection_, select("", rows::event_columns,
                                       "events WHERE job_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3")),
      all_events_(*connection_, select("", rows::event_columns, "events WHERE id > ?1 ORDER BY id LIMIT ?2")),
      answer_(*connection_, select("", rows::answer_columns, "idempotent_answers WHERE key = ?1")),
      intent_(*connection_, select("job_id, position, ", rows::intent_columns, "intents WHERE nonce = ?1")),
      fine_tune_(*connection_,
                 "SELECT EXISTS (SELECT 1 FROM intents WHERE remote_id = ?1 AND remote_id <> '' "
                 "AND kind = 'fine_tune') OR EXISTS (SELECT 1 FROM jobs WHERE fine_tune_id = ?1)"),
      holding_(*connection_, holding_sql),
      started_(*connection_, started_sql),
      counts_(*connection_, "SELECT state, jobs FROM job_counts ORDER BY position"),
      job_exists_(*connection_, "SELECT 1 FROM jobs WHERE id = ?1"),
      controls_(*connection_, rows::select_controls_sql) {}

Found<Store::Active> Reader::load_active() {
    Snapshot snapshot(*connection_);
    Store::Active active;
    Rows rows = active_jobs_.query();
    while (rows.next()) {
        Row row(rows);
        Job job = rows::read_job(row);
        if (row.trouble())
            active.corrupt.emplace_back(job.id, in_job(job.id, *row.trouble()));
        else
            active.jobs.push_back(std::move(job));
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    if (auto done = take_active_intents(active); !done) return failure(done.error());
    if (auto done = take_controls(active); !done) return failure(done.error());
    return active;
}

/// What nobody can read might say that nothing may be bought: without it nothing begins.
Found<Nothing> Reader::take_controls(Store::Active& active) {
    Rows rows = controls_.query();
    if (rows.next()) {
        Row row(rows);
        active.controls = rows::read_controls(row);
        if (row.trouble()) return failure(corrupt("the controls: " + *row.trouble()));
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return Nothing{};
}

Found<Job> Reader::load_job(const std::string& job_id) {
    Snapshot snapshot(*connection_);
    Rows rows = job_.query(job_id);
    if (!rows.next()) {
        if (rows.error()) return failure(read_trouble(*rows.error()));
        return failure(StoreTrouble{StoreTrouble::Kind::not_found, in_job(job_id, "is not there")});
    }
    Row row(rows);
    Job job = rows::read_job(row);
    if (row.trouble()) return failure(corrupt(in_job(job_id, *row.trouble())));
    if (auto done = take_intents(job); !done) return failure(done.error());
    return job;
}

Found<std::vector<Recording>> Reader::load_recordings(const std::string& job_id) {
    Snapshot snapshot(*connection_);
    std::vector<Recording> recordings;
    Rows rows = recordings_.query(job_id);
    while (rows.next()) {
        Row row(rows);
        row.skip(1);  // its job
        if (row.count() != recordings.size()) row.wrong("leaves a gap");
        recordings.push_back(rows::read_recording(row));
        const std::string which = "recording " + std::to_string(recordings.size() - 1) + ": ";
        if (row.trouble()) return failure(corrupt(in_job(job_id, which + *row.trouble())));
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    if (!recordings.empty()) return recordings;
    Rows there = job_exists_.query(job_id);
    if (there.next()) return recordings;
    if (there.error()) return failure(read_trouble(*there.error()));
    return failure(StoreTrouble{StoreTrouble::Kind::not_found, in_job(job_id, "is not there")});
}

// The ids first, from an index; then each job of the page.
Found<std::vector<Job>> Reader::list_jobs(const JobQuery& query) {
    Snapshot snapshot(*connection_);
    const auto ids = newest_ids(query);
    if (!ids) return failure(ids.error());
    std::vector<Job> jobs;
    jobs.reserve(ids->size());
    for (const std::string& id : *ids) {
        auto job = load_job(id);
        if (!job) return failure(std::move(job.error()));
        jobs.push_back(std::move(*job));
    }
    return jobs;
}

// A state's ids come sorted from the index; of several states, the newest of all are taken.
Found<std::vector<std::string>> Reader::newest_ids(const JobQuery& query) {
    std::vector<std::string> ids;
    if (query.states.empty())
        if (auto done = newest_ids_of("", query, ids); !done) return failure(done.error());
    for (const std::string& state : query.states)
        if (auto done = newest_ids_of(state, query, ids); !done) return failure(done.error());
    std::sort(ids.begin(), ids.end(), std::greater<>());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    ids.resize(std::min({ids.size(), query.limit, most_jobs}));
    return ids;
}

Found<Nothing> Reader::newest_ids_of(const std::string& state, const JobQuery& query,
                                     std::vector<std::string>& ids) {
    const std::string before = query.before_id.empty() ? behind_all : query.before_id;
    const std::uint64_t limit = std::min(query.limit, most_jobs);
    const std::string labels = rows::write_labels(query.labels);
    const std::int64_t since =
        query.updated_since ? query.updated_since->time_since_epoch().count() : first_moment;
    Rows rows = state.empty() ? newest_.query(before, limit, query.name, labels, since)
                              : newest_in_state_.query(before, limit, query.name, labels, since, state);
    while (rows.next()) ids.push_back(Row(rows).text());
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return Nothing{};
}

Found<std::vector<HistoryEvent>> Reader::list_events(const EventQuery& query) {
    const std::uint64_t limit = std::min(query.limit, most_events);
    std::vector<HistoryEvent> events;
    Rows rows = query.job_id.empty() ? all_events_.query(query.after_id, limit)
                                     : job_events_.query(query.job_id, query.after_id, limit);
    while (rows.next()) {
        Row row(rows);
        events.push_back(rows::read_event(row));
        const HistoryEvent& event = events.back();
        const std::string which = "event " + std::to_string(event.id) + ": ";
        if (row.trouble()) return failure(corrupt(in_job(event.job_id, which + *row.trouble())));
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return events;
}

Found<std::optional<IdempotentAnswer>> Reader::find_answer(const std::string& key) {
    Rows rows = answer_.query(key);
    if (!rows.next()) {
        if (rows.error()) return failure(read_trouble(*rows.error()));
        return std::optional<IdempotentAnswer>();
    }
    Row row(rows);
    IdempotentAnswer answer = rows::read_answer(row);
    if (row.trouble()) return failure(corrupt("the answer to \"" + key + "\": " + *row.trouble()));
    return std::optional(std::move(answer));
}

Found<std::vector<std::string>> Reader::known_fine_tunes(const std::vector<std::string>& ids) {
    Snapshot snapshot(*connection_);
    std::vector<std::string> known;
    for (const std::string& id : ids) {
        Rows rows = fine_tune_.query(id);
        if (!rows.next()) return failure(read_trouble(rows.error().value_or(sqlite::Error{})));
        if (Row(rows).flag()) known.push_back(id);
    }
    return known;
}

Found<std::vector<Reuse>> Reader::datasets_holding(const std::string& job_id) {
    std::vector<Reuse> found;
    Rows rows = holding_.query(job_id);
    while (rows.next()) {
        Row row(rows);
        Reuse reuse;
        reuse.dataset_id = row.text();
        reuse.job_id = row.text();
        reuse.wanted = row.count();
        reuse.held = row.count();
        reuse.further = row.count();
        if (row.trouble()) return failure(corrupt(in_job(reuse.job_id, *row.trouble())));
        found.push_back(std::move(reuse));
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return found;
}

Found<std::string> Reader::started_with_recordings_of(const std::string& job_id) {
    Rows rows = started_.query(job_id);
    if (rows.next()) return Row(rows).text();
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return std::string();
}

Found<std::vector<std::pair<std::string, std::int64_t>>> Reader::count_states() {
    std::vector<std::pair<std::string, std::int64_t>> counts;
    Rows rows = counts_.query();
    while (rows.next()) {
        Row row(rows);
        std::string state = row.text();
        counts.emplace_back(std::move(state), row.integer());
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return counts;
}

}  // namespace understudy
