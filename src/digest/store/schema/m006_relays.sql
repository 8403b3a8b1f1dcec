-- Which relay took a mail and under which id, what each took a day, and who is slowed down.
-- `width`, `failures`, `until` and `reason` are a Throttle; `next_at` is epoch seconds: when the
-- next message may go under a rate, with what was reserved until then.

ALTER TABLE deliveries ADD COLUMN relay TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN remote_id TEXT NOT NULL DEFAULT '';
ALTER TABLE sent_days RENAME TO sent_days_of_one;
CREATE TABLE sent_days (
    day TEXT NOT NULL,
    relay TEXT NOT NULL,
    sent INTEGER NOT NULL,
    PRIMARY KEY (day, relay)
) STRICT, WITHOUT ROWID;
INSERT INTO sent_days (day, relay, sent) SELECT day, 'main', sent FROM sent_days_of_one;
DROP TABLE sent_days_of_one;
CREATE TABLE throttles (
    scope TEXT NOT NULL,
    name TEXT NOT NULL,
    width REAL NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    until TEXT,
    reason TEXT NOT NULL DEFAULT '',
    next_at REAL NOT NULL DEFAULT 0,
    PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID;
