-- Where each field of an article came from, and what each build chose and why.
-- `about` is the id that the reason speaks of: the copy that was kept, the story left out.

ALTER TABLE articles ADD COLUMN origins TEXT NOT NULL DEFAULT '[]';
CREATE TABLE edition_choices (
    edition TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    reason TEXT NOT NULL,
    about TEXT NOT NULL,
    story TEXT,
    PRIMARY KEY (edition, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX edition_choices_id ON edition_choices (id);
