CREATE TABLE pictures (
    url TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    width INTEGER NOT NULL CHECK (width > 0),
    height INTEGER NOT NULL CHECK (height > 0),
    weight INTEGER NOT NULL CHECK (weight > 0),
    body BLOB NOT NULL,
    fetched TEXT NOT NULL
) STRICT;
