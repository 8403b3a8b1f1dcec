"""The schema, as append-only migrations: never edit one that was released, add another.

Each migration runs statement by statement inside one transaction with the record of it;
`executescript` is never used here, because it commits what stands open.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

migrations = Migrations("digest")


def run(db: Database, script: str) -> None:
    """Execute each statement of `script` inside the transaction that stands open."""
    for statement in statements(script):
        db.conn.execute(statement)


def statements(script: str) -> Iterator[str]:
    """Cut SQL into statements; each ends at the end of a line. Comments may hold semicolons."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""
    if held.strip():
        raise ValueError(f"an SQL statement without an end: {held.strip()[:80]}")


@migrations()
def m001_house(db: Database) -> None:
    """Everything from article to delivery. Times are UTC, ISO 8601, to the second, with Z."""
    run(db, _HOUSE)


@migrations()
def m002_reasons(db: Database) -> None:
    """Where each field of an article came from, and what each build chose and why."""
    run(db, _REASONS)


@migrations()
def m003_runs(db: Database) -> None:
    """What became of each slot of the schedule, and since when a newsletter is known."""
    run(db, _RUNS)


@migrations()
def m004_sent_days(db: Database) -> None:
    """How many mails went out on each UTC day, for the relay's daily limit."""
    run(db, _SENT_DAYS)


@migrations()
def m005_articles_of_a_visit(db: Database) -> None:
    """How many articles a source gave, for the visits that find it unchanged."""
    db.conn.execute("ALTER TABLE fetched ADD COLUMN articles INTEGER NOT NULL DEFAULT 0")


@migrations()
def m006_relays(db: Database) -> None:
    """Which relay took a mail and under which id, what each took a day, and who is slowed down."""
    run(db, _RELAYS)


@migrations()
def m007_notices(db: Database) -> None:
    """System mails to one address each."""
    run(db, _NOTICES)


@migrations()
def m008_open_deliveries(db: Database) -> None:
    """The index of what is open, by a condition that each change of a row tells at once."""
    run(db, _OPEN_DELIVERIES)


_HOUSE = """
CREATE TABLE fetched (
    source TEXT PRIMARY KEY,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    checked TEXT,
    changed TEXT,
    failures INTEGER NOT NULL,
    error TEXT NOT NULL
) STRICT;

-- `pruned` is when the text was dropped: a feed that still tells the article can't refill it.
CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    guid TEXT,
    url TEXT UNIQUE,
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    published TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    summary TEXT NOT NULL,
    text TEXT NOT NULL,
    headings TEXT NOT NULL,
    language TEXT NOT NULL,
    byline TEXT NOT NULL,
    categories TEXT NOT NULL,
    image TEXT,
    notes TEXT NOT NULL,
    pruned TEXT,
    UNIQUE (source, guid)
) STRICT;
CREATE INDEX articles_published ON articles (published);

CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    raw TEXT NOT NULL,
    seen TEXT NOT NULL,
    UNIQUE (source, place, reason)
) STRICT;

-- `hash` is of what was rendered, `approved_hash` of what the approval covers.
-- `freeze_count` is the FreezeCount of the one freeze, at `frozen`.
CREATE TABLE editions (
    id TEXT PRIMARY KEY,
    newsletter TEXT NOT NULL,
    cadence TEXT NOT NULL,
    date TEXT NOT NULL,
    state TEXT NOT NULL,
    document TEXT NOT NULL,
    hash TEXT,
    approved_hash TEXT,
    built TEXT,
    approved TEXT,
    frozen TEXT,
    freeze_count TEXT,
    UNIQUE (newsletter, cadence, date),
    CHECK (state NOT IN ('approved', 'sending', 'paused', 'sent') OR approved_hash IS NOT NULL),
    CHECK ((frozen IS NULL) = (freeze_count IS NULL))
) STRICT;

CREATE TABLE edition_articles (
    edition TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    article TEXT NOT NULL REFERENCES articles (id),
    PRIMARY KEY (edition, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX edition_articles_article ON edition_articles (article);

CREATE TABLE rendered (
    edition TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    hash TEXT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (edition, language)
) STRICT;

-- `email` is as it was given; `email_key` is what makes two spellings one person.
CREATE TABLE subscribers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT,
    email_key TEXT UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    generation INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL,
    CHECK ((email IS NULL) = (state = 'erased')),
    CHECK ((email IS NULL) = (email_key IS NULL))
) STRICT;

CREATE TABLE subscriptions (
    subscriber INTEGER NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
    newsletter TEXT NOT NULL,
    state TEXT NOT NULL,
    topics TEXT NOT NULL,
    cadence TEXT NOT NULL,
    length TEXT NOT NULL,
    hour INTEGER,
    timezone TEXT,
    changed TEXT NOT NULL,
    PRIMARY KEY (subscriber, newsletter)
) STRICT, WITHOUT ROWID;
CREATE INDEX subscriptions_newsletter ON subscriptions (newsletter, state, subscriber);

CREATE TABLE selections (
    id INTEGER PRIMARY KEY,
    edition TEXT NOT NULL REFERENCES editions (id),
    document TEXT NOT NULL,
    UNIQUE (edition, document)
) STRICT;

-- The outbox. `lease` is epoch seconds; a claim writes lease and fence only.
-- `first_try` is when the first deferral came: the clock of giving up.
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    edition TEXT NOT NULL REFERENCES editions (id),
    subscriber INTEGER NOT NULL REFERENCES subscribers (id),
    selection INTEGER NOT NULL REFERENCES selections (id),
    message_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    due_at TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    crashes INTEGER NOT NULL DEFAULT 0,
    lease INTEGER NOT NULL DEFAULT 0,
    fence INTEGER NOT NULL DEFAULT 0,
    first_try TEXT,
    code INTEGER NOT NULL DEFAULT 0,
    enhanced TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    changed TEXT NOT NULL,
    UNIQUE (edition, subscriber)
) STRICT;
CREATE INDEX deliveries_subscriber ON deliveries (subscriber);
CREATE INDEX deliveries_selection ON deliveries (selection);
CREATE INDEX deliveries_open ON deliveries (edition, due_at, id)
    WHERE state IN ('queued', 'deferred', 'sending', 'unsure');
CREATE TRIGGER deliveries_sent_is_final BEFORE UPDATE OF state ON deliveries
    WHEN old.state = 'sent' AND new.state <> 'sent'
    BEGIN SELECT raise(ABORT, 'a sent delivery is final'); END;
"""

# `about` is the id that the reason speaks of: the copy that was kept, the story left out.
_REASONS = """
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
"""

# `lease` is epoch seconds; `fence` is 0 where no daemon ever worked on the slot.
_RUNS = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    newsletter TEXT NOT NULL,
    slot TEXT NOT NULL,
    state TEXT NOT NULL,
    edition TEXT,
    detail TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    retry_at TEXT,
    lease INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    changed TEXT NOT NULL,
    UNIQUE (newsletter, slot)
) STRICT;
CREATE INDEX runs_edition ON runs (edition);
CREATE TABLE scheduled (
    newsletter TEXT PRIMARY KEY,
    known TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

_SENT_DAYS = """
CREATE TABLE sent_days (
    day TEXT PRIMARY KEY,
    sent INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO sent_days (day, sent)
    SELECT substr(changed, 1, 10), count(*) FROM deliveries WHERE state = 'sent' GROUP BY 1;
"""

# `width`, `failures`, `until` and `reason` are a Throttle; `next_at` is epoch seconds: when the
# next message may go under a rate, with what was reserved until then.
_RELAYS = """
ALTER TABLE deliveries ADD COLUMN relay TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN remote_id TEXT NOT NULL DEFAULT '';
ALTER TABLE sent_days RENAME TO sent_days_of_one;
CREATE TABLE sent_days (
    day TEXT NOT NULL,
    relay TEXT NOT NULL,
    sent INTEGER NOT NULL,
    PRIMARY KEY (day, relay)
) STRICT, WITHOUT ROWID;
INSERT INTO sent_days (day, relay, sent) SELECT day, 'main', sent FROM sent_days_of_one;
DROP TABLE sent_days_of_one;
CREATE TABLE throttles (
    scope TEXT NOT NULL,
    name TEXT NOT NULL,
    width REAL NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    until TEXT,
    reason TEXT NOT NULL DEFAULT '',
    next_at REAL NOT NULL DEFAULT 0,
    PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID;
"""

# Without an address it was a person's who is erased. The states are those of a delivery.
_NOTICES = """
CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    newsletter TEXT NOT NULL,
    email TEXT,
    email_key TEXT,
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    edition TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    due_at TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    crashes INTEGER NOT NULL DEFAULT 0,
    lease INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    first_try TEXT,
    code INTEGER NOT NULL DEFAULT 0,
    enhanced TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    relay TEXT NOT NULL DEFAULT '',
    remote_id TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    CHECK ((email IS NULL) = (email_key IS NULL)),
    CHECK (email IS NOT NULL OR state IN ('sent', 'failed', 'cancelled'))
) STRICT;
CREATE INDEX notices_email ON notices (email_key);
CREATE INDEX notices_open ON notices (due_at, id)
    WHERE state IN ('queued', 'deferred', 'sending');
CREATE TRIGGER notices_sent_is_final BEFORE UPDATE OF state ON notices
    WHEN old.state = 'sent' AND new.state <> 'sent'
    BEGIN SELECT raise(ABORT, 'a sent notice is final'); END;
"""

# SQLite makes a table for each list of an IN, of the index too, for each row that is written:
# twice the time of a send's two updates. Comparisons joined by OR cost nothing.
_OPEN_DELIVERIES = """
DROP INDEX deliveries_open;
CREATE INDEX deliveries_open ON deliveries (edition, due_at, id)
    WHERE state = 'queued' OR state = 'deferred' OR state = 'sending' OR state = 'unsure';
"""
