-- What an article is known by beside GUID and URL: `url_key` is what all addresses of its page
-- share, `words` a hash of title and text. `shared_url` is a link that several articles have:
-- none of them is known by it.

ALTER TABLE articles ADD COLUMN url_key TEXT;
ALTER TABLE articles ADD COLUMN shared_url TEXT;
ALTER TABLE articles ADD COLUMN words TEXT;
CREATE INDEX articles_url_key ON articles (url_key) WHERE url_key IS NOT NULL;
CREATE INDEX articles_words ON articles (source, words) WHERE words IS NOT NULL;

-- What an article said before its source changed it.
CREATE TABLE article_revisions (
    id INTEGER PRIMARY KEY,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    replaced TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX article_revisions_article ON article_revisions (article, id);
CREATE INDEX article_revisions_replaced ON article_revisions (replaced);
