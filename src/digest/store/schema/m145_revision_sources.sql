-- Which source told what an article said before: another one's words may have taken its place.
-- Empty where that is the article's own source.

ALTER TABLE article_revisions ADD COLUMN source TEXT NOT NULL DEFAULT '';
