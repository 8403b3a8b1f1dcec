-- Erasures that may still be read in the write-ahead log, where another connection kept it from
-- being emptied at once. A row goes when the log was.

CREATE TABLE traces (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;
