-- What was agreed with the hubs of sources, which push instead of being asked.

CREATE TABLE pushes (
    source TEXT PRIMARY KEY,
    hub TEXT NOT NULL,
    topic TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    secret TEXT NOT NULL,
    asked TEXT NOT NULL,
    until TEXT,
    denied TEXT NOT NULL
) STRICT, WITHOUT ROWID;
