// Version 5. A history's small steps may go once its job is at rest: hundreds for each job, which say what
// its recordings and its fine-tune say, too. What was decided, bought and came to be stays for as long as the
// job.
#include "storage/migrations/migrations.hpp"

namespace understudy {

const char* const pruning_sql = R"sql(

DROP TRIGGER events_stay_with_their_job;

CREATE TRIGGER events_stay_with_their_job BEFORE DELETE ON events
WHEN EXISTS (SELECT 1 FROM jobs WHERE id = OLD.job_id
             AND (active = 1 OR OLD.type NOT IN ('measured', 'uploaded', 'cloud_status')))
BEGIN
    SELECT RAISE(ABORT, 'history is kept as long as its job, but for the small steps of one at rest');
END;

)sql";

}  // namespace understudy
