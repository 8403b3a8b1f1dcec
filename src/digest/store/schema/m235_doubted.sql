-- Since when a domain refuses its readers for good one after another, and takes nobody's mail.
ALTER TABLE throttles ADD COLUMN doubted TEXT;
