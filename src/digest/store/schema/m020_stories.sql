-- Which story each article tells. `before` is yesterday's story that it goes on from, `merged` the
-- one that took it up. A reading is kept while its article can still draw others.

CREATE TABLE stories (
    id TEXT PRIMARY KEY,
    before TEXT REFERENCES stories (id),
    merged TEXT REFERENCES stories (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stories_before ON stories (before) WHERE before IS NOT NULL;
CREATE INDEX stories_merged ON stories (merged) WHERE merged IS NOT NULL;

CREATE TABLE story_articles (
    article TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    story TEXT NOT NULL REFERENCES stories (id),
    published TEXT NOT NULL,
    reading BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX story_articles_story ON story_articles (story);
CREATE INDEX story_articles_read ON story_articles (published) WHERE reading IS NOT NULL;
