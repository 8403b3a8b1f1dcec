-- Where the newsroom's own front page showed an article: best place, first and last sight of it.

CREATE TABLE fronts (
    article TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    place INTEGER NOT NULL CHECK (place > 0),
    since TEXT NOT NULL,
    last TEXT NOT NULL
) STRICT, WITHOUT ROWID;
