-- What a reader was asked and said, and what they chose beside topics, cadence, length and hour.
-- `at` is empty where an import didn't say when; `wording` is the text that was shown.

CREATE TABLE consents (
    subscriber INTEGER NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
    newsletter TEXT NOT NULL,
    event TEXT NOT NULL,
    at TEXT NOT NULL,
    source TEXT NOT NULL,
    ip TEXT NOT NULL,
    wording TEXT NOT NULL,
    PRIMARY KEY (subscriber, newsletter, event, at)
) STRICT, WITHOUT ROWID;

ALTER TABLE subscriptions ADD COLUMN muted TEXT NOT NULL DEFAULT '[]';
ALTER TABLE subscriptions ADD COLUMN until TEXT;
