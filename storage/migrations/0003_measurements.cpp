// Version 3. What was heard in a file is kept by the file's digest, apart from jobs, and what it means is
// judged anew whenever it is asked for: recordings keep facts in place of a verdict and its one reason (which
// rows from before still hold: see rows/part_rows.cpp), and jobs the judgement in a few sentences.
#include "storage/migrations/migrations.hpp"

namespace understudy {

const char* const measurements_sql = R"sql(

ALTER TABLE recordings ADD COLUMN facts TEXT;      -- JSON: see rows/facts.hpp; NULL: not measured, or before this version
ALTER TABLE jobs       ADD COLUMN preflight TEXT;  -- JSON: see rows/preflight_json.hpp; NULL: not judged yet

CREATE INDEX recordings_by_content ON recordings (sha256) WHERE sha256 IS NOT NULL;

CREATE TABLE measurements (
    sha256       TEXT    NOT NULL UNIQUE,
    meters       INTEGER NOT NULL,                 -- version of the meters that made it
    xxh3         TEXT    NOT NULL,
    duration_us  INTEGER NOT NULL,
    container    TEXT    NOT NULL,
    codec        TEXT    NOT NULL,
    sample_rate  INTEGER NOT NULL,
    channels     INTEGER NOT NULL,
    facts        TEXT    NOT NULL,                 -- with the curves
    seal         INTEGER NOT NULL,                 -- of all that stands before it
    kept_at      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX measurements_by_age ON measurements (kept_at);

-- Which files were seen to have which content.
CREATE TABLE measured_files (
    device    INTEGER NOT NULL,
    inode     INTEGER NOT NULL,
    size      INTEGER NOT NULL,
    mtime_ns  INTEGER NOT NULL,
    ctime_ns  INTEGER NOT NULL,
    sha256    TEXT    NOT NULL,
    kept_at   INTEGER NOT NULL,
    PRIMARY KEY (device, inode, size, mtime_ns, ctime_ns)
) STRICT, WITHOUT ROWID;

CREATE INDEX measured_files_by_content ON measured_files (sha256);
CREATE INDEX measured_files_by_age     ON measured_files (kept_at);

CREATE TRIGGER measurements_forgotten AFTER DELETE ON measurements
BEGIN
    DELETE FROM measured_files WHERE sha256 = OLD.sha256;
END;

)sql";

}  // namespace understudy
