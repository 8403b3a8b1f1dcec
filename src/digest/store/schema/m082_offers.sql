-- The feed that the site of a source which no longer answers offers in its place.

ALTER TABLE fetched ADD COLUMN offer TEXT NOT NULL DEFAULT '';
