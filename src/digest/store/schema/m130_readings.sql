-- Readings count words by numbers now, no more by name: what was kept of an article that can
-- still draw others is read again before the next ones come in.

UPDATE story_articles SET reading = x'' WHERE reading IS NOT NULL;
CREATE INDEX story_articles_stale ON story_articles (article) WHERE reading = x'';
