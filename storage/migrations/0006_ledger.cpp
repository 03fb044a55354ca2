// Version 6. The ledger of credits: what each purchase reserved, spent or gave back. It outlives the jobs, so
// it names them and does not reference them. What is known of a training's credits stands with its intent,
// too; both are filled in for what was bought before: a purchase that is not known to have ended is reserved,
// one that completed is spent, one that a
// canceled job left to train is presumed to be. `charge`, `approved` and `accent` are NULL where there is
// nothing to say: see sqlite/seal.hpp.
#include "storage/migrations/migrations.hpp"

namespace understudy {

const char* const ledger_sql = R"sql(

ALTER TABLE intents ADD COLUMN charge   TEXT;     -- NULL: none, 'reserved', 'spent', 'presumed', 'foreign'
ALTER TABLE jobs    ADD COLUMN approved INTEGER;  -- NULL: no, 1: yes
ALTER TABLE jobs    ADD COLUMN accent   TEXT;     -- NULL: none is asked for

CREATE TABLE ledger (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    at            INTEGER NOT NULL,
    from_account  TEXT    NOT NULL,
    to_account    TEXT    NOT NULL,
    presumed      INTEGER NOT NULL,
    credits       INTEGER NOT NULL CHECK (credits > 0),
    job_id        TEXT    NOT NULL,
    attempt       INTEGER NOT NULL,
    nonce         TEXT    NOT NULL,
    fine_tune_id  TEXT    NOT NULL,
    labels        TEXT    NOT NULL,                -- JSON object
    seal          INTEGER NOT NULL,
    CHECK (from_account <> to_account)
) STRICT;

CREATE INDEX ledger_by_time  ON ledger (at);
CREATE INDEX ledger_by_job   ON ledger (job_id, id);
CREATE INDEX ledger_by_nonce ON ledger (nonce, id);

CREATE TABLE standing_before (nonce TEXT PRIMARY KEY, charge TEXT NOT NULL);

INSERT INTO standing_before
SELECT intents.nonce,
       CASE WHEN intents.status <> 'confirmed' THEN 'reserved'
            WHEN jobs.state = 'canceled' AND jobs.keep_training = 1 AND intents.position =
                 (SELECT max(position) FROM intents AS its WHERE its.job_id = jobs.id AND its.kind = 'fine_tune'
                  AND its.status = 'confirmed') THEN 'presumed'
            WHEN jobs.fine_tune_id IS NOT intents.remote_id THEN 'none'
            WHEN jobs.state = 'completed' OR jobs.step = 'collecting' THEN 'spent'
            WHEN jobs.state = 'training' THEN 'reserved'
            ELSE 'none' END
FROM intents JOIN jobs ON jobs.id = intents.job_id
WHERE intents.kind = 'fine_tune' AND intents.status <> 'void';

UPDATE intents SET charge = (SELECT charge FROM standing_before WHERE standing_before.nonce = intents.nonce)
WHERE nonce IN (SELECT nonce FROM standing_before WHERE charge <> 'none');

UPDATE intents SET seal = seal(
    job_id, position, nonce, kind, attempt, digest, status, remote_id, opened_at, closed_at, charge)
WHERE charge IS NOT NULL;

INSERT INTO ledger (at, from_account, to_account, presumed, credits, job_id, attempt, nonce, fine_tune_id,
                    labels, seal)
SELECT intents.opened_at, 'available', 'reserved', 0, 1000000, intents.job_id, intents.attempt, intents.nonce,
       '', jobs.labels, 0
FROM intents JOIN jobs ON jobs.id = intents.job_id WHERE intents.charge IS NOT NULL
ORDER BY intents.opened_at, intents.nonce;

INSERT INTO ledger (at, from_account, to_account, presumed, credits, job_id, attempt, nonce, fine_tune_id,
                    labels, seal)
SELECT jobs.updated_at, 'reserved', 'spent', intents.charge = 'presumed', 1000000, intents.job_id, intents.attempt, intents.nonce,
       intents.remote_id, jobs.labels, 0
FROM intents JOIN jobs ON jobs.id = intents.job_id WHERE intents.charge IN ('spent', 'presumed')
ORDER BY jobs.updated_at, intents.nonce;

UPDATE ledger SET seal = seal(
    at, from_account, to_account, presumed, credits, job_id, attempt, nonce, fine_tune_id, labels);

DROP TABLE standing_before;

CREATE TRIGGER ledger_never_changes BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER ledger_is_kept BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

)sql";

}  // namespace understudy
