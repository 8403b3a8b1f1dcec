-- Scores are one number however they are written, and names with accents are those without: what is
-- kept of articles is read again.

UPDATE story_articles SET reading = x'' WHERE reading IS NOT NULL;
