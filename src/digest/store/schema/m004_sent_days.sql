-- How many mails went out on each UTC day, for the relay's daily limit.

CREATE TABLE sent_days (
    day TEXT PRIMARY KEY,
    sent INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO sent_days (day, sent)
    SELECT substr(changed, 1, 10), count(*) FROM deliveries WHERE state = 'sent' GROUP BY 1;
