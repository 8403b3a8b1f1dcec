-- What a newsletter's own history taught of its topics; made anew from editions at any time.

CREATE TABLE lessons (
    newsletter TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    document BLOB NOT NULL
) STRICT, WITHOUT ROWID;
