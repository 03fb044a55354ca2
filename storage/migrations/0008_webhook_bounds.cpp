// Version 8. What is due, what has waited for too long and what was failed long ago is found by an index, and
// how much waits is counted as it comes and goes: a delivery costs the same whatever waits behind it. A
// webhook that is configured no more is kept for a while, and one that has a new name knows its old one.
#include "storage/migrations/migrations.hpp"

namespace understudy {

const char* const webhook_bounds_sql = R"sql(

ALTER TABLE webhooks ADD COLUMN waiting     INTEGER NOT NULL DEFAULT 0;  -- kept by the triggers below
ALTER TABLE webhooks ADD COLUMN failed      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE webhooks ADD COLUMN orphaned_at INTEGER;                     -- no configuration names it since
ALTER TABLE webhooks ADD COLUMN was         TEXT NOT NULL DEFAULT '';    -- its name before this one

ALTER TABLE webhook_messages ADD COLUMN waits_since INTEGER NOT NULL DEFAULT 0;  -- made, or sent again

UPDATE webhook_messages SET waits_since = made_at;
UPDATE webhooks SET
    waiting = (SELECT count(*) FROM webhook_messages WHERE webhook = name AND status = 'waiting'),
    failed  = (SELECT count(*) FROM webhook_messages WHERE webhook = name AND status = 'failed');

DROP INDEX webhook_messages_waiting;
DROP INDEX webhook_messages_failed;
CREATE INDEX webhook_messages_due    ON webhook_messages (webhook, due_at, id) WHERE status = 'waiting';
CREATE INDEX webhook_messages_aged   ON webhook_messages (waits_since)         WHERE status = 'waiting';
CREATE INDEX webhook_messages_failed ON webhook_messages (tried_at)            WHERE status = 'failed';
CREATE INDEX webhook_messages_calm   ON webhook_messages (webhook, id)
    WHERE status = 'waiting' AND hurried = 0 AND tries > 0;

CREATE TRIGGER webhook_messages_come AFTER INSERT ON webhook_messages
BEGIN
    UPDATE webhooks SET waiting = waiting + (new.status = 'waiting'), failed = failed + (new.status = 'failed')
    WHERE name = new.webhook;
END;

CREATE TRIGGER webhook_messages_go AFTER DELETE ON webhook_messages
BEGIN
    UPDATE webhooks SET waiting = waiting - (old.status = 'waiting'), failed = failed - (old.status = 'failed')
    WHERE name = old.webhook;
END;

CREATE TRIGGER webhook_messages_change AFTER UPDATE OF webhook, status ON webhook_messages
WHEN old.status <> new.status OR old.webhook <> new.webhook
BEGIN
    UPDATE webhooks SET waiting = waiting - (old.status = 'waiting'), failed = failed - (old.status = 'failed')
    WHERE name = old.webhook;
    UPDATE webhooks SET waiting = waiting + (new.status = 'waiting'), failed = failed + (new.status = 'failed')
    WHERE name = new.webhook;
END;

)sql";

}  // namespace understudy
