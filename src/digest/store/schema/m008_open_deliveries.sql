-- The index of what is open, by a condition that each change of a row tells at once.
-- SQLite makes a table for each list of an IN, of the index too, for each row that is written:
-- twice the time of a send's two updates. Comparisons joined by OR cost nothing.

DROP INDEX deliveries_open;
CREATE INDEX deliveries_open ON deliveries (edition, due_at, id)
    WHERE state = 'queued' OR state = 'deferred' OR state = 'sending' OR state = 'unsure';
