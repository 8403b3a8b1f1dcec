-- The pages that a list page or sitemap names, and its parts: when each was asked, and what it was.

CREATE TABLE linked_pages (
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    said TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    failures INTEGER NOT NULL,
    first TEXT NOT NULL,
    checked TEXT NOT NULL,
    published TEXT,
    next TEXT,
    PRIMARY KEY (source, url)
) STRICT, WITHOUT ROWID;
