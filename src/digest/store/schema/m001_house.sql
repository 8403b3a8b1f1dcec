-- Everything from article to delivery. Times are UTC, ISO 8601, to the second, with Z.

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
