-- What became of each slot of the schedule, and since when a newsletter is known.
-- `lease` is epoch seconds; `fence` is 0 where no daemon ever worked on the slot.

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    newsletter TEXT NOT NULL,
    slot TEXT NOT NULL,
    state TEXT NOT NULL,
    edition TEXT,
    detail TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    retry_at TEXT,
    lease INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    changed TEXT NOT NULL,
    UNIQUE (newsletter, slot)
) STRICT;
CREATE INDEX runs_edition ON runs (edition);
CREATE TABLE scheduled (
    newsletter TEXT PRIMARY KEY,
    known TEXT NOT NULL
) STRICT, WITHOUT ROWID;
