-- What was taken of a limit within its time: JSON, a pair of the first moment (epoch seconds)
-- and the number for each group of takes, oldest first. What was counted the other way is over
-- within a day.

DELETE FROM rates;
ALTER TABLE rates ADD COLUMN taken TEXT NOT NULL DEFAULT '[]';
