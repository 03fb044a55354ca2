#include "storage/rows/job_row.hpp"

#include "core/queue_place.hpp"
#include "core/words.hpp"
#include "storage/rows/json.hpp"
#include "storage/rows/preflight_json.hpp"
#include "storage/rows/state_columns.hpp"

namespace understudy::rows {

const char* const job_columns =
    "revision, state, step, fine_tune_id, retry_at, state_data, active, "
    "name, description, language, model_id, max_attempts, labels, hold_reason, hold_since, hold_needs, "
    "cancel_wished, own_dataset, dataset_id, attempt, attempt_open, allowance_from, voids, echo_lost, "
    "error, parent_id, files_total, files_measured, files_done, bytes_total, bytes_done, duration_us, "
    "created_at, updated_at, preflight, priority, queue_key, keep_training, approved, accent";

namespace {

const char* const values =
    "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, "
    "?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42";

struct HoldColumns {
    std::optional<std::string> reason;
    std::optional<Time> since;
    std::optional<std::string> needs;
};

HoldColumns hold_columns(const std::optional<Hold>& hold) {
    if (!hold) return {};
    const auto& [reason, since, needs] = *hold;
    return {to_word(reason), since, needs};
}

std::optional<Hold> read_hold(sqlite::Row& row) {
    const auto reason = row.maybe_word<HoldReason>();
    const auto since = row.maybe_time();
    auto needs = row.maybe_text();
    if (reason.has_value() != since.has_value() || reason.has_value() != needs.has_value())
        row.contradiction("columns hold_reason, hold_since, hold_needs: one without the others");
    if (!reason || !since || !needs) return std::nullopt;
    return Hold{*reason, *since, std::move(*needs)};
}

StateColumns read_state_columns(sqlite::Row& row) {
    StateColumns columns;
    columns.state = row.text();
    columns.step = row.maybe_text();
    columns.fine_tune_id = row.maybe_text();
    columns.retry_at = row.maybe_time();
    columns.data = row.text();
    return columns;
}

State read_state(sqlite::Row& row) {
    auto state = from_columns(read_state_columns(row));
    if (state) return std::move(*state);
    row.contradiction(state.error());
    return Draft{};
}

Spec read_spec(sqlite::Row& row) {
    Spec spec;
    spec.name = row.text();
    spec.description = row.text();
    spec.language = row.text();
    spec.model_id = row.text();
    spec.max_attempts = row.number();
    spec.labels = row.parsed<Labels>(read_labels);
    return spec;
}

std::optional<JobError> read_last_error(sqlite::Row& row) {
    const auto text = row.maybe_text();
    if (!text) return std::nullopt;
    auto error = read_error(*text);
    if (!error) row.wrong("does not parse");
    return error;
}

std::optional<JobPreflight> read_judgement(sqlite::Row& row) {
    const auto text = row.maybe_text();
    if (!text) return std::nullopt;
    auto preflight = read_preflight(*text);
    if (!preflight) row.wrong("does not parse");
    return preflight;
}

Tally read_tally(sqlite::Row& row) {
    Tally tally;
    tally.files_total = row.count();
    tally.files_measured = row.count();
    tally.files_done = row.count();
    tally.bytes_total = row.count();
    tally.bytes_done = row.count();
    tally.duration_us = row.integer();
    return tally;
}

/// What nobody asked for is NULL, as in rows from before there was such a column.
template <class T>
std::optional<T> unless_usual(T value, const T& usual) {
    return value == usual ? std::nullopt : std::optional<T>(std::move(value));
}

/// The columns that unless_usual() fills.
void read_wishes(sqlite::Row& row, Job& job) {
    const std::int64_t priority = row.maybe_integer().value_or(0);
    if (priority < lowest_priority || priority > highest_priority) row.wrong("is out of its range");
    job.spec.priority = static_cast<int>(priority);
    job.queue_key = row.maybe_text().value_or("");
    const std::int64_t keep_training = row.maybe_integer().value_or(0);
    if (keep_training != 0 && keep_training != 1) row.wrong("is neither 0 nor 1");
    job.keep_training = keep_training == 1;
    const std::int64_t approved = row.maybe_integer().value_or(0);
    if (approved != 0 && approved != 1) row.wrong("is neither 0 nor 1");
    job.approved = approved == 1;
    job.spec.accent = row.maybe_text().value_or("");
}

void read_progress(sqlite::Row& row, Job& job) {
    job.cancel_wished = row.flag();
    job.own_dataset = row.flag();
    job.dataset_id = row.text();
    job.attempt = row.number();
    job.attempt_open = row.flag();
    job.allowance_from = row.number();
    job.voids = row.number();
    job.echo_lost = row.flag();
}

}  // namespace

std::string insert_job_sql() {
    return std::string("INSERT INTO jobs (id, ") + job_columns + ", seal) VALUES (?1, " + values + ")";
}

std::string update_job_sql() {
    return std::string("UPDATE jobs SET (") + job_columns + ", seal) = (" + values +
           ") WHERE id = ?1 AND revision = ?2 - 1";
}

std::string select_job_sql(const std::string& rest) {
    return std::string("SELECT id, ") + job_columns +
           ", jobs.seal, job_id, paths, job_paths.seal "
           "FROM jobs LEFT JOIN job_paths ON job_paths.job_id = jobs.id " +
           rest;
}

// Taken apart by name, so that a member which is added to a job does not compile until somebody decided
// whether it is stored. Paths and intents have tables of their own; recordings and run are not looked at.
sqlite::Answer<std::int64_t> run_with_job(sqlite::Statement& statement, const Job& job) {
    const auto& [id, revision, spec, state, hold, cancel_wished, own_dataset, dataset_id, attempt,
                 attempt_open, allowance_from, voids, echo_lost, error, parent_id, tally, preflight, intents,
                 created_at, updated_at, queue_key, keep_training, approved] =
        static_cast<const JobRecord&>(job);
    const auto& [name, description, language, model_id, max_attempts, labels, paths, priority, accent] = spec;
    const auto& [files_total, files_measured, files_done, bytes_total, bytes_done, duration_us] = tally;
    const StateColumns at = to_columns(state);
    const HoldColumns held = hold_columns(hold);
    const auto last_error = error ? std::optional(write_error(*error)) : std::nullopt;
    const auto judgement = preflight ? std::optional(write_preflight(*preflight)) : std::nullopt;
    return statement.run_sealed(
        id, revision, at.state, at.step, at.fine_tune_id, at.retry_at, at.data, !at_rest(job), name,
        description, language, model_id, max_attempts, write_labels(labels), held.reason, held.since,
        held.needs, cancel_wished, own_dataset, dataset_id, attempt, attempt_open, allowance_from, voids,
        echo_lost, last_error, parent_id, files_total, files_measured, files_done, bytes_total, bytes_done,
        duration_us, created_at, updated_at, judgement, unless_usual(priority, 0),
        unless_usual(queue_key, std::string()), unless_usual(keep_training, false),
        unless_usual(approved, false), unless_usual(accent, std::string()));
}

Job read_job(sqlite::Row& row) {
    Job job;
    job.id = row.text();
    job.revision = row.integer();
    job.state = read_state(row);
    const bool active = row.flag();
    if (active == at_rest(job)) row.contradiction("column active: contradicts state and retry_at");
    job.spec = read_spec(row);
    job.hold = read_hold(row);
    read_progress(row, job);
    job.error = read_last_error(row);
    job.parent_id = row.text();
    job.tally = read_tally(row);
    job.created_at = row.time();
    job.updated_at = row.time();
    job.preflight = read_judgement(row);
    read_wishes(row, job);
    row.sealed();
    row.skip(1);  // whose paths they are
    job.spec.paths = row.parsed<std::vector<std::string>>(read_strings);
    row.sealed();
    return job;
}

}  // namespace understudy::rows
