-- Thai, Lao, Burmese and Khmer are read in pieces, and marks of all scripts stand in words: what is
-- kept of articles is read again.

UPDATE story_articles SET reading = x'' WHERE reading IS NOT NULL;
