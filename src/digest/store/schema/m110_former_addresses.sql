-- The address that a reader had before they moved, as long as they can have it back: `serial` is
-- what the link to that carries, `until` its end.

CREATE TABLE former_addresses (
    subscriber INTEGER NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
    serial INTEGER NOT NULL,
    newsletter TEXT NOT NULL,
    email TEXT NOT NULL,
    moved TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (subscriber, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_addresses_until ON former_addresses (until);
