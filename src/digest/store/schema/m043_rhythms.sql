-- A slot is that of a cadence: the day's edition and the week's are due at the same moment.

CREATE TABLE runs_of_cadence (
    id INTEGER PRIMARY KEY,
    newsletter TEXT NOT NULL,
    cadence TEXT NOT NULL,
    slot TEXT NOT NULL,
    state TEXT NOT NULL,
    edition TEXT,
    detail TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    retry_at TEXT,
    lease INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    changed TEXT NOT NULL,
    UNIQUE (newsletter, cadence, slot)
) STRICT;
INSERT INTO runs_of_cadence
    (id, newsletter, cadence, slot, state, edition, detail, tries, retry_at, lease, fence, changed)
    SELECT id, newsletter, 'daily', slot, state, edition, detail, tries, retry_at, lease, fence, changed
    FROM runs;
DROP TABLE runs;
ALTER TABLE runs_of_cadence RENAME TO runs;
CREATE INDEX runs_edition ON runs (edition);
CREATE TABLE scheduled_of_cadence (
    newsletter TEXT NOT NULL,
    cadence TEXT NOT NULL,
    known TEXT NOT NULL,
    PRIMARY KEY (newsletter, cadence)
) STRICT, WITHOUT ROWID;
INSERT INTO scheduled_of_cadence (newsletter, cadence, known)
    SELECT newsletter, 'daily', known FROM scheduled;
DROP TABLE scheduled;
ALTER TABLE scheduled_of_cadence RENAME TO scheduled;
