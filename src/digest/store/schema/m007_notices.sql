-- System mails to one address each.
-- Without an address it was a person's who is erased. The states are those of a delivery.

CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    newsletter TEXT NOT NULL,
    email TEXT,
    email_key TEXT,
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    edition TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    due_at TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    crashes INTEGER NOT NULL DEFAULT 0,
    lease INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    first_try TEXT,
    code INTEGER NOT NULL DEFAULT 0,
    enhanced TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    relay TEXT NOT NULL DEFAULT '',
    remote_id TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    CHECK ((email IS NULL) = (email_key IS NULL)),
    CHECK (email IS NOT NULL OR state IN ('sent', 'failed', 'cancelled'))
) STRICT;
CREATE INDEX notices_email ON notices (email_key);
CREATE INDEX notices_open ON notices (due_at, id)
    WHERE state IN ('queued', 'deferred', 'sending');
CREATE TRIGGER notices_sent_is_final BEFORE UPDATE OF state ON notices
    WHEN old.state = 'sent' AND new.state <> 'sent'
    BEGIN SELECT raise(ABORT, 'a sent notice is final'); END;
