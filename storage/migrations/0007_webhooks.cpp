// Version 7. How far each webhook has looked at the history, and the messages that wait for their receivers
// or have failed. They outlive the jobs that they are about, so they name them and do not reference them. A
// message that was delivered is not kept.
#include "storage/migrations/migrations.hpp"

namespace understudy {

const char* const webhooks_sql = R"sql(

CREATE TABLE webhooks (
    name             TEXT    NOT NULL PRIMARY KEY,
    target           TEXT    NOT NULL,             -- a digest of where it leads
    cursor           INTEGER NOT NULL,             -- the last event that was looked at
    gone             INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    last_success     INTEGER,
    last_trouble     TEXT    NOT NULL DEFAULT '',
    last_trouble_at  INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE webhook_messages (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook       TEXT    NOT NULL REFERENCES webhooks (name) ON DELETE CASCADE,
    message_id    TEXT    NOT NULL,
    event_id      INTEGER NOT NULL,                -- 0: of no event
    job_id        TEXT    NOT NULL,                -- '': of no job
    type          TEXT    NOT NULL,
    body          TEXT    NOT NULL,                -- JSON, as it is sent
    made_at       INTEGER NOT NULL,
    tries         INTEGER NOT NULL DEFAULT 0,
    hurried       INTEGER NOT NULL DEFAULT 0,      -- 1: was due early, as its receiver was back
    due_at        INTEGER NOT NULL,
    tried_at      INTEGER,
    last_outcome  TEXT    NOT NULL DEFAULT '',
    status        TEXT    NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'failed')),
    UNIQUE (webhook, message_id)
) STRICT;

CREATE INDEX webhook_messages_waiting ON webhook_messages (webhook, id, due_at) WHERE status = 'waiting';
CREATE INDEX webhook_messages_failed  ON webhook_messages (webhook, tried_at)   WHERE status = 'failed';

)sql";

}  // namespace understudy
