-- Whom an operator brought back who was taken for bounced by mistake: when, and by whose word.
-- What came back of their mails before the latest `at` counts no more.

CREATE TABLE revivals (
    subscriber INTEGER NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (subscriber, at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER revivals_of_the_erased AFTER UPDATE OF state ON subscribers
    WHEN new.state = 'erased'
    BEGIN DELETE FROM revivals WHERE subscriber = new.id; END;
