-- Readings know the weekdays that an article names, which part the reports of one day from those of
-- another: what was kept of an article that can still draw others is read again.

UPDATE story_articles SET reading = x'' WHERE reading IS NOT NULL;
