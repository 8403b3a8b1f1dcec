-- How often something was asked for: `key` is a keyed hash of who asked for what, `full_at`
-- (epoch seconds) when all of its limit is free again; then the row means nothing and goes.

CREATE TABLE rates (
    key BLOB PRIMARY KEY,
    full_at REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX rates_full_at ON rates (full_at);
