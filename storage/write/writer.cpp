#include "storage/write/writer.hpp"

#include "storage/rows/controls_row.hpp"
#include "storage/rows/job_row.hpp"
#include "storage/rows/json.hpp"
#include "storage/rows/movement_row.hpp"
#include "storage/rows/part_rows.hpp"

namespace understudy {
namespace {

using sqlite::Answer;
using Written = Result<Nothing, WriteFailure>;

std::string insert_recording_sql() {
    return std::string("INSERT INTO recordings (job_id, position, ") + rows::recording_columns +
           ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
           "?20, ?21, ?22, ?23)";
}

// Only over a recording that is there, or just behind the last: positions have no gaps.
std::string put_recording_sql() {
    return std::string("INSERT OR REPLACE INTO recordings (job_id, position, ") + rows::recording_columns +
           ") SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
           "?20, ?21, ?22, ?23 WHERE ?2 = 0 OR EXISTS (SELECT 1 FROM recordings WHERE job_id = ?1 AND "
           "position = ?2 - "
           "1)";
}

// The whole row is offered, so that the table's triggers see every member that must never change.
std::string put_intent_sql() {
    return std::string("INSERT INTO intents (job_id, position, ") + rows::intent_columns +
           ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (job_id, position) "
           "DO UPDATE SET "
           "nonce = excluded.nonce, kind = excluded.kind, attempt = excluded.attempt, "
           "digest = excluded.digest, status = excluded.status, remote_id = excluded.remote_id, "
           "opened_at = excluded.opened_at, closed_at = excluded.closed_at, charge = excluded.charge, "
           "seal = excluded.seal "
           "WHERE (nonce, kind, attempt, digest, status, remote_id) IS NOT (excluded.nonce, excluded.kind, "
           "excluded.attempt, excluded.digest, excluded.status, excluded.remote_id) "
           "OR closed_at IS NOT excluded.closed_at OR charge IS NOT excluded.charge";
}

Written as_written(const Answer<std::int64_t>& answer) {
    if (!answer) return failure(write_failure(answer.error()));
    return Nothing{};
}

std::string words(const std::string& job_id, const std::string& what) {
    return "job " + job_id + ": " + what;
}

}  // namespace

Writer::Writer(std::unique_ptr<sqlite::Connection> connection)
    : connection_(std::move(connection)),
      measurements_(*connection_),
      pruner_(*connection_),
      webhooks_(*connection_),
      savepoint_(*connection_, "SAVEPOINT change"),
      release_(*connection_, "RELEASE change"),
      roll_back_(*connection_, "ROLLBACK TO change"),
      insert_job_(*connection_, rows::insert_job_sql()),
      update_job_(*connection_, rows::update_job_sql()),
      delete_job_(*connection_, "DELETE FROM jobs WHERE id = ?1 AND revision = ?2"),
      select_revision_(*connection_, "SELECT revision FROM jobs WHERE id = ?1"),
      put_paths_(*connection_,
                 "INSERT INTO job_paths (job_id, paths, seal) VALUES (?1, ?2, ?3) ON CONFLICT (job_id) "
                 "DO UPDATE SET paths = excluded.paths, seal = excluded.seal WHERE paths <> excluded.paths"),
      probe_(*connection_, "UPDATE job_counts SET jobs = jobs + ?1 WHERE position = 1"),
      insert_recording_(*connection_, insert_recording_sql()),
      put_recording_(*connection_, put_recording_sql()),
      delete_recordings_(*connection_, "DELETE FROM recordings WHERE job_id = ?1"),
      put_intent_(*connection_, put_intent_sql()),
      count_intents_(*connection_, "SELECT count(*) FROM intents WHERE job_id = ?1"),
      insert_event_(*connection_,
                    "INSERT INTO events (job_id, at, type, state, attempt, cause, data) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
      insert_answer_(*connection_, std::string("INSERT INTO idempotent_answers (") + rows::answer_columns +
                                       ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
      put_controls_(*connection_, rows::put_controls_sql),
      insert_movement_(*connection_, rows::insert_movement_sql) {}

Written Writer::begin_change() { return as_written(savepoint_.run()); }

Written Writer::keep_change() { return as_written(release_.run()); }

Written Writer::undo_change() {
    if (auto back = as_written(roll_back_.run()); !back) return back;
    return as_written(release_.run());
}

Result<std::vector<std::int64_t>, WriteFailure> Writer::commit(const Commit& commit) {
    if (auto done = write_job(commit.job); !done) return failure(done.error());
    if (auto done = write_recordings(commit); !done) return failure(done.error());
    if (auto done = write_intents(commit.job); !done) return failure(done.error());
    if (auto done = write_answer(commit); !done) return failure(done.error());
    if (auto done = write_movements(commit); !done) return failure(done.error());
    return write_events(commit);
}

Written Writer::remove(const std::string& job_id, std::int64_t revision) {
    const auto removed = delete_job_.run(job_id, revision);
    if (!removed) return failure(write_failure(removed.error()));
    if (*removed == 1) return Nothing{};
    return why_unchanged(job_id, revision);
}

Written Writer::keep(const Controls& controls) {
    return as_written(rows::run_with_controls(put_controls_, controls));
}

// SQLite does not write a page whose row becomes what it was: so there and back.
Written Writer::probe() {
    if (auto there = as_written(probe_.run(1)); !there) return there;
    return as_written(probe_.run(-1));
}

Written Writer::write_job(const Job& job) {
    if (job.id.empty() || job.revision < 1) return failure(conflict(words(job.id, "no id or no revision")));
    const bool is_new = job.revision == 1;
    const auto changed = rows::run_with_job(is_new ? insert_job_ : update_job_, job);
    if (!changed) {
        WriteFailure why = write_failure(changed.error());
        why.trouble.what = words(job.id, why.trouble.what);
        return failure(std::move(why));
    }
    if (*changed != 1) return why_unchanged(job.id, job.revision - 1);
    return as_written(put_paths_.run_sealed(job.id, rows::write_strings(job.spec.paths)));
}

Written Writer::write_recordings(const Commit& commit) {
    if (commit.replace_recordings) return replace_recordings(commit);
    for (const auto& [position, recording] : commit.recordings)
        if (auto done = put_recording(commit.job.id, position, recording); !done) return done;
    return Nothing{};
}

Written Writer::replace_recordings(const Commit& commit) {
    if (auto gone = as_written(delete_recordings_.run(commit.job.id)); !gone) return gone;
    std::uint64_t expected = 0;
    for (const auto& [position, recording] : commit.recordings) {
        if (position != expected++)
            return failure(conflict(words(commit.job.id, "its recordings' positions are not 0, 1, 2, …")));
        auto done =
            as_written(rows::run_with_recording(insert_recording_, commit.job.id, position, recording));
        if (!done) return done;
    }
    return Nothing{};
}

Written Writer::put_recording(const std::string& job_id, std::uint64_t position, const Recording& recording) {
    const auto changed = rows::run_with_recording(put_recording_, job_id, position, recording);
    if (!changed) return failure(write_failure(changed.error()));
    if (*changed == 1) return Nothing{};
    return failure(conflict(words(job_id, "has no recording " + std::to_string(position))));
}

Written Writer::write_intents(const Job& job) {
    std::uint64_t position = 0;
    for (const Intent& intent : job.intents) {
        const auto done = rows::run_with_intent(put_intent_, job.id, position++, intent);
        if (done) continue;
        WriteFailure why = write_failure(done.error());
        why.trouble.what = words(job.id, "intent " + intent.nonce + ": " + why.trouble.what);
        return failure(std::move(why));
    }
    sqlite::Rows stored = count_intents_.query(job.id);
    if (!stored.next()) return failure(write_failure(stored.error().value_or(sqlite::Error{})));
    if (sqlite::Row(stored).count() == job.intents.size()) return Nothing{};
    return failure(conflict(words(job.id, "an intent that is stored is missing from the job")));
}

Written Writer::write_answer(const Commit& commit) {
    if (!commit.idempotent_answer) return Nothing{};
    const auto done = rows::run_with_answer(insert_answer_, *commit.idempotent_answer);
    if (done) return Nothing{};
    WriteFailure why = write_failure(done.error());
    why.trouble.what = words(commit.job.id, "its answer's key: " + why.trouble.what);
    return failure(std::move(why));
}

Written Writer::write_movements(const Commit& commit) {
    for (const Movement& movement : commit.movements) {
        if (movement.job_id != commit.job.id)
            return failure(conflict(words(commit.job.id, "a movement of \"" + movement.job_id + "\"")));
        if (auto done = as_written(rows::run_with_movement(insert_movement_, movement)); !done) return done;
    }
    return Nothing{};
}

Result<std::vector<std::int64_t>, WriteFailure> Writer::write_events(const Commit& commit) {
    std::vector<std::int64_t> ids;
    ids.reserve(commit.events.size());
    for (const HistoryEvent& event : commit.events) {
        if (event.job_id != commit.job.id)
            return failure(conflict(words(commit.job.id, "an event of \"" + event.job_id + "\"")));
        const auto done = rows::run_with_event(insert_event_, event);
        if (!done) return failure(write_failure(done.error()));
        ids.push_back(connection_->last_id());
    }
    return ids;
}

Written Writer::why_unchanged(const std::string& job_id, std::int64_t expected) {
    sqlite::Rows stored = select_revision_.query(job_id);
    if (stored.next()) {
        const std::int64_t revision = sqlite::Row(stored).integer();
        return failure(conflict(words(
            job_id, "is at revision " + std::to_string(revision) + ", not " + std::to_string(expected))));
    }
    if (stored.error()) return failure(write_failure(*stored.error()));
    return failure(
        WriteFailure{{StoreTrouble::Kind::not_found, words(job_id, "is not there")}, Reach::change});
}

}  // namespace understudy
