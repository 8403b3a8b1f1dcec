-- Rows in the order in which articles came in, not in that of their ids, which are by chance: who reads
-- a window, or adds a day, touched nearly all pages of the table, for each reading lies in its row.

CREATE TABLE story_articles_in_order (
    article TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    story TEXT NOT NULL REFERENCES stories (id),
    published TEXT NOT NULL,
    reading BLOB
) STRICT;
INSERT INTO story_articles_in_order (article, story, published, reading)
    SELECT article, story, published, reading FROM story_articles ORDER BY published, article;
DROP TABLE story_articles;
ALTER TABLE story_articles_in_order RENAME TO story_articles;
CREATE INDEX story_articles_story ON story_articles (story);
CREATE INDEX story_articles_read ON story_articles (published) WHERE reading IS NOT NULL;
CREATE INDEX story_articles_stale ON story_articles (article) WHERE reading = x'';
