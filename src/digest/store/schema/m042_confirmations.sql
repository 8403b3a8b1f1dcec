-- What waits for a reader's yes: to join a newsletter, or to move to another address.
-- `mails` is how often it was asked; `email` the new address of a move.

CREATE TABLE confirmations (
    subscriber INTEGER NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
    newsletter TEXT NOT NULL,
    kind TEXT NOT NULL,
    serial INTEGER NOT NULL,
    email TEXT NOT NULL,
    asked TEXT NOT NULL,
    expires TEXT NOT NULL,
    mails INTEGER NOT NULL,
    PRIMARY KEY (subscriber, newsletter, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX confirmations_expires ON confirmations (expires);
