-- How many articles of a source held a paragraph at one of their ends: what repeats is none of
-- their text. `mark` is a hash.

CREATE TABLE passages (
    source TEXT NOT NULL,
    mark TEXT NOT NULL,
    articles INTEGER NOT NULL,
    seen TEXT NOT NULL,
    PRIMARY KEY (source, mark)
) STRICT, WITHOUT ROWID;
CREATE INDEX passages_seen ON passages (seen);
