-- Readings know their language, by which stories of several languages find each other: what was
-- kept of an article that can still draw others is read again before the next ones come in.

UPDATE story_articles SET reading = x'' WHERE reading IS NOT NULL;
