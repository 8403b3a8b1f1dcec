-- What came back of each mail, with its evidence; of whom nobody knows, where no reader was found.
-- `print` is a hash of the mail and the address in it: the same mail read twice is one row.
-- `open` marks what a person has to look at.

CREATE TABLE bounces (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    print TEXT NOT NULL UNIQUE,
    seen TEXT NOT NULL,
    origin TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    addresses TEXT NOT NULL,
    status TEXT NOT NULL,
    code INTEGER NOT NULL,
    text TEXT NOT NULL,
    message_id TEXT NOT NULL,
    came_to TEXT NOT NULL,
    subscriber INTEGER REFERENCES subscribers (id) ON DELETE CASCADE,
    delivery INTEGER REFERENCES deliveries (id) ON DELETE SET NULL,
    found_by TEXT NOT NULL,
    done TEXT NOT NULL,
    open INTEGER NOT NULL,
    evidence TEXT NOT NULL
) STRICT;
CREATE INDEX bounces_subscriber ON bounces (subscriber, seen);
CREATE INDEX bounces_seen ON bounces (seen);
CREATE INDEX bounces_delivery ON bounces (delivery) WHERE delivery IS NOT NULL;
CREATE TRIGGER bounces_of_the_erased AFTER UPDATE OF state ON subscribers
    WHEN new.state = 'erased'
    BEGIN DELETE FROM bounces WHERE subscriber = new.id; END;
