-- What editors decided: never deleted, only undone. `articles` bind a decision to its story.
-- `drafts` holds what the latest build chose from, `edition_versions` each draft in short.

CREATE TABLE overrides (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    edition TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    story TEXT NOT NULL,
    articles TEXT NOT NULL,
    headline TEXT NOT NULL,
    value TEXT NOT NULL,
    writer TEXT NOT NULL,
    before TEXT NOT NULL,
    undone_by TEXT NOT NULL DEFAULT '',
    undone_at TEXT
) STRICT;
CREATE INDEX overrides_edition ON overrides (edition, id);
CREATE INDEX overrides_kind ON overrides (kind, at);

CREATE TABLE drafts (
    edition TEXT PRIMARY KEY REFERENCES editions (id) ON DELETE CASCADE,
    document BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE edition_versions (
    edition TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    cause TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (edition, number)
) STRICT, WITHOUT ROWID;
