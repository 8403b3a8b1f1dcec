-- What is told of an edition that went out where editions are listed, and what of it can be
-- searched for. The page itself is part of what was rendered. Chinese and Japanese letters stand
-- apart in `text`, each a word to the index. The store writes the index itself: a schema that is
-- not trusted may not do so by triggers.

CREATE TABLE web_versions (
    id INTEGER PRIMARY KEY,
    edition TEXT NOT NULL UNIQUE REFERENCES editions (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    topics TEXT NOT NULL,
    image TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE web_search USING fts5 (
    title, description, text, content = 'web_versions', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE INDEX editions_archive ON editions (newsletter, date) WHERE frozen IS NOT NULL;
