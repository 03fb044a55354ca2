// Version 2. Rows that a spend rests on carry a seal of their values (see sqlite/seal.hpp): a bit that flips
// on the disk is noticed when the row is read.
#include "storage/migrations/migrations.hpp"

namespace understudy {

const char* const seals_sql = R"sql(

ALTER TABLE jobs               ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job_paths          ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE recordings         ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE intents            ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE idempotent_answers ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;

UPDATE jobs SET seal = seal(
    id, revision, state, step, fine_tune_id, retry_at, state_data, active, name, description, language, model_id,
    max_attempts, labels, hold_reason, hold_since, hold_needs, cancel_wished, own_dataset, dataset_id, attempt,
    attempt_open, allowance_from, voids, echo_lost, error, parent_id, files_total, files_measured, files_done,
    bytes_total, bytes_done, duration_us, created_at, updated_at);

UPDATE job_paths SET seal = seal(job_id, paths);

UPDATE recordings SET seal = seal(
    job_id, position, path, relative, size, mtime_ns, inode, device, cloud_name, delivery, file_id, verdict, reason,
    detail, duration_us, container, codec, sample_rate, channels, sha256, xxh3);

UPDATE intents SET seal = seal(
    job_id, position, nonce, kind, attempt, digest, status, remote_id, opened_at, closed_at);

UPDATE idempotent_answers SET seal = seal(key, fingerprint, job_id, status, at);

)sql";

}  // namespace understudy
