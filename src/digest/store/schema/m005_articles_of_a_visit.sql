-- How many articles a source gave, for the visits that find it unchanged.

ALTER TABLE fetched ADD COLUMN articles INTEGER NOT NULL DEFAULT 0;
