// Version 4. The switches for all jobs are kept, and a job has a priority and may stand elsewhere in the line
// than by its age. All three columns are NULL where nobody asked for anything: see sqlite/seal.hpp.
#include "storage/migrations/migrations.hpp"

namespace understudy {

const char* const controls_sql = R"sql(

ALTER TABLE jobs ADD COLUMN priority      INTEGER;  -- NULL: 0
ALTER TABLE jobs ADD COLUMN queue_key     TEXT;     -- NULL: by its age
ALTER TABLE jobs ADD COLUMN keep_training INTEGER;  -- NULL: no, 1: yes

CREATE TABLE controls (
    position INTEGER PRIMARY KEY CHECK (position = 1),  -- one row, or none before the first change
    document TEXT    NOT NULL,                          -- JSON: see rows/controls_row.hpp
    seal     INTEGER NOT NULL
) STRICT;

)sql";

}  // namespace understudy
