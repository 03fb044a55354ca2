// Version 1. Times are microseconds since 1970 (UTC), enumerations are words, flags are 0 or 1.
#include "storage/migrations/migrations.hpp"

namespace understudy {

const char* const first_schema_sql = R"sql(

CREATE TABLE jobs (
    id              TEXT    NOT NULL PRIMARY KEY,  -- job_ + ULID: sorts by age
    revision        INTEGER NOT NULL CHECK (revision >= 1),
    state           TEXT    NOT NULL,
    step            TEXT,                          -- of uploading and training
    fine_tune_id    TEXT,                          -- of training (once bought) and completed
    retry_at        INTEGER,                       -- of failed, when it re-attempts by itself
    state_data      TEXT    NOT NULL,              -- JSON: what else this state carries
    active          INTEGER NOT NULL CHECK (active IN (0, 1)),  -- not at rest
    name            TEXT    NOT NULL,
    description     TEXT    NOT NULL,
    language        TEXT    NOT NULL,
    model_id        TEXT    NOT NULL,
    max_attempts    INTEGER NOT NULL,
    labels          TEXT    NOT NULL,              -- JSON object
    hold_reason     TEXT,
    hold_since      INTEGER,
    hold_needs      TEXT,
    cancel_wished   INTEGER NOT NULL,
    own_dataset     INTEGER NOT NULL,
    dataset_id      TEXT    NOT NULL,              -- '' until made or named
    attempt         INTEGER NOT NULL,
    attempt_open    INTEGER NOT NULL,
    allowance_from  INTEGER NOT NULL,
    voids           INTEGER NOT NULL,
    echo_lost       INTEGER NOT NULL,
    error           TEXT,                          -- JSON object
    parent_id       TEXT    NOT NULL,
    files_total     INTEGER NOT NULL,
    files_measured  INTEGER NOT NULL,
    files_done      INTEGER NOT NULL,
    bytes_total     INTEGER NOT NULL,
    bytes_done      INTEGER NOT NULL,
    duration_us     INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    CHECK ((hold_reason IS NULL) = (hold_since IS NULL) AND (hold_reason IS NULL) = (hold_needs IS NULL))
) STRICT;

CREATE INDEX jobs_active       ON jobs (id) WHERE active = 1;
CREATE INDEX jobs_by_state     ON jobs (state, id);
CREATE INDEX jobs_by_fine_tune ON jobs (fine_tune_id) WHERE fine_tune_id IS NOT NULL;

-- Apart from jobs, because a script may name thousands and a job's row is written at every step.
CREATE TABLE job_paths (
    job_id  TEXT NOT NULL PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
    paths   TEXT NOT NULL                          -- JSON array
) STRICT, WITHOUT ROWID;

CREATE TABLE recordings (
    job_id       TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL CHECK (position >= 0),
    path         TEXT    NOT NULL,
    relative     TEXT    NOT NULL,
    size         INTEGER NOT NULL,
    mtime_ns     INTEGER NOT NULL,
    inode        INTEGER NOT NULL,
    device       INTEGER NOT NULL,
    cloud_name   TEXT    NOT NULL,
    delivery     TEXT    NOT NULL,
    file_id      TEXT    NOT NULL,
    verdict      TEXT,                             -- NULL: not measured, and so are the rest
    reason       TEXT,
    detail       TEXT,
    duration_us  INTEGER,
    container    TEXT,
    codec        TEXT,
    sample_rate  INTEGER,
    channels     INTEGER,
    sha256       TEXT,
    xxh3         TEXT,
    PRIMARY KEY (job_id, position),
    CHECK ((verdict IS NULL) = (sha256 IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE intents (
    job_id     TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL CHECK (position >= 0),
    nonce      TEXT    NOT NULL UNIQUE,
    kind       TEXT    NOT NULL,
    attempt    INTEGER NOT NULL,
    digest     TEXT    NOT NULL,
    status     TEXT    NOT NULL CHECK (status IN ('open', 'unknown', 'confirmed', 'void')),
    remote_id  TEXT    NOT NULL,
    opened_at  INTEGER NOT NULL,
    closed_at  INTEGER,
    PRIMARY KEY (job_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX intents_by_remote_id ON intents (remote_id) WHERE remote_id <> '';

-- What was sent in a job's name is what keeps it from paying twice: it can be closed, never rewritten.
CREATE TRIGGER intents_keep_their_identity BEFORE UPDATE ON intents
WHEN NEW.job_id IS NOT OLD.job_id OR NEW.position IS NOT OLD.position OR NEW.nonce IS NOT OLD.nonce
  OR NEW.kind IS NOT OLD.kind OR NEW.attempt IS NOT OLD.attempt OR NEW.digest IS NOT OLD.digest
BEGIN
    SELECT RAISE(ABORT, 'an intent never changes its job, kind, attempt, nonce or digest');
END;

CREATE TRIGGER intents_stay_closed BEFORE UPDATE ON intents
WHEN OLD.status IN ('confirmed', 'void') AND NEW.status NOT IN ('confirmed', 'void')
BEGIN
    SELECT RAISE(ABORT, 'a confirmed or void intent never opens again');
END;

CREATE TRIGGER intents_stay_with_their_job BEFORE DELETE ON intents
WHEN EXISTS (SELECT 1 FROM jobs WHERE id = OLD.job_id)
BEGIN
    SELECT RAISE(ABORT, 'an intent is kept as long as its job');
END;

CREATE TABLE events (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id   TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    at       INTEGER NOT NULL,
    type     TEXT    NOT NULL,
    state    TEXT    NOT NULL,
    attempt  INTEGER NOT NULL,
    cause    TEXT    NOT NULL,
    data     TEXT    NOT NULL                      -- JSON array of [name, value]
) STRICT;

CREATE INDEX events_by_job ON events (job_id, id);

CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;

CREATE TRIGGER events_stay_with_their_job BEFORE DELETE ON events
WHEN EXISTS (SELECT 1 FROM jobs WHERE id = OLD.job_id)
BEGIN
    SELECT RAISE(ABORT, 'history is kept as long as its job');
END;

-- Outlives its job: a repeated POST must not make a deleted job anew.
CREATE TABLE idempotent_answers (
    key          TEXT    NOT NULL PRIMARY KEY,
    fingerprint  TEXT    NOT NULL,
    job_id       TEXT    NOT NULL,
    status       INTEGER NOT NULL,
    at           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Counting a million rows takes half a second; these are always there.
CREATE TABLE job_counts (
    position  INTEGER PRIMARY KEY,
    state     TEXT    NOT NULL UNIQUE,
    jobs      INTEGER NOT NULL DEFAULT 0 CHECK (jobs >= 0)
) STRICT;

INSERT INTO job_counts (state)
VALUES ('draft'), ('uploading'), ('training'), ('completed'), ('failed'), ('canceled');

CREATE TRIGGER jobs_counted_in AFTER INSERT ON jobs
BEGIN
    UPDATE job_counts SET jobs = jobs + 1 WHERE state = NEW.state;
END;

CREATE TRIGGER jobs_counted_over AFTER UPDATE OF state ON jobs WHEN NEW.state <> OLD.state
BEGIN
    UPDATE job_counts SET jobs = jobs - 1 WHERE state = OLD.state;
    UPDATE job_counts SET jobs = jobs + 1 WHERE state = NEW.state;
END;

CREATE TRIGGER jobs_counted_out AFTER DELETE ON jobs
BEGIN
    UPDATE job_counts SET jobs = jobs - 1 WHERE state = OLD.state;
END;

)sql";

}  // namespace understudy
