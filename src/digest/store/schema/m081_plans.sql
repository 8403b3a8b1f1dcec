-- When each source is to be asked again, and what that is decided from.

ALTER TABLE fetched ADD COLUMN url TEXT NOT NULL DEFAULT '';
ALTER TABLE fetched ADD COLUMN weekly INTEGER;
ALTER TABLE fetched ADD COLUMN failing TEXT;
ALTER TABLE fetched ADD COLUMN next TEXT;
ALTER TABLE fetched ADD COLUMN wait TEXT;
ALTER TABLE fetched ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fetched ADD COLUMN moved TEXT NOT NULL DEFAULT '';
ALTER TABLE fetched ADD COLUMN moved_since TEXT;
ALTER TABLE fetched ADD COLUMN rhythm TEXT NOT NULL DEFAULT '{}';

-- What sites say of who may read which of their pages; `rules` is what robots.txt held.
CREATE TABLE robots (
    site TEXT PRIMARY KEY,
    rules TEXT NOT NULL,
    checked TEXT NOT NULL
) STRICT, WITHOUT ROWID;
