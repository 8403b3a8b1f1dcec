-- Numbers are one however their digits are written, and Persian letters are those of Arabic: what is
-- kept of articles is read again.

UPDATE story_articles SET reading = x'' WHERE reading IS NOT NULL;
