-- The paragraphs at the ends of the last articles of a source, in one row: what repeats is none of
-- their text. `marks` holds hashes of 64 bits each, the latest last. What was counted before by
-- hundreds of rows is learned anew within a day.

DROP TABLE passages;
CREATE TABLE passages (
    source TEXT PRIMARY KEY,
    marks BLOB NOT NULL,
    seen TEXT NOT NULL
) STRICT;
