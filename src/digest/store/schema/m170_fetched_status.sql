-- The HTTP status of the last visit to a source, 0 for no answer, and the bytes that came of it.

ALTER TABLE fetched ADD COLUMN status INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fetched ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
