-- Who must not be mailed: a keyed hash, so that it tells no address and outlives its erasure.
-- An empty `newsletter` means all of them.

CREATE TABLE suppressions (
    hash TEXT NOT NULL,
    newsletter TEXT NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (hash, newsletter)
) STRICT, WITHOUT ROWID;
