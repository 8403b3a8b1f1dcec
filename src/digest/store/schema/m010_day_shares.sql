-- What each sender has reserved of a relay's day and not recorded yet, so that two at once keep
-- one daily limit. `lease` is epoch seconds; behind it only a sender that lives holds its share.

CREATE TABLE day_shares (
    relay TEXT NOT NULL,
    fence INTEGER NOT NULL,
    day TEXT NOT NULL,
    mails INTEGER NOT NULL,
    lease INTEGER NOT NULL,
    PRIMARY KEY (relay, fence)
) STRICT, WITHOUT ROWID;
