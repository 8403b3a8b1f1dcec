"""The schema, as append-only migrations: never edit one that was released, add another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("digest")


@migrations()
def m001_house(db: Database) -> None:
    """Everything from article to delivery. Times are UTC, ISO 8601, to the second, with Z."""
    db.conn.executescript(_HOUSE)


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

CREATE TABLE editions (
    id TEXT PRIMARY KEY,
    newsletter TEXT NOT NULL,
    cadence TEXT NOT NULL,
    date TEXT NOT NULL,
    state TEXT NOT NULL,
    document TEXT NOT NULL,
    hash TEXT,
    approved_hash TEXT,
    built TEXT NOT NULL,
    frozen TEXT,
    UNIQUE (newsletter, cadence, date)
) STRICT;

CREATE TABLE edition_articles (
    edition TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    article TEXT NOT NULL REFERENCES articles (id),
    PRIMARY KEY (edition, article)
) STRICT;
CREATE INDEX edition_articles_article ON edition_articles (article);

CREATE TABLE rendered (
    edition TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    hash TEXT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (edition, language)
) STRICT;

CREATE TABLE subscribers (
    id INTEGER PRIMARY KEY,
    email TEXT UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    generation INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL
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
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
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
    code INTEGER NOT NULL DEFAULT 0,
    enhanced TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    changed TEXT NOT NULL,
    UNIQUE (edition, subscriber)
) STRICT;
CREATE INDEX deliveries_open ON deliveries (edition, due_at, id)
    WHERE state IN ('queued', 'deferred', 'sending', 'unsure');
"""
