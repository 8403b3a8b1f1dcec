-- What explains, of the newsroom's own sources: found by the numbers of its words,
-- wherever it stands in the archive. `looked` says how far each source was looked through.

CREATE TABLE explainers (
    article TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    published TEXT NOT NULL,
    title TEXT NOT NULL,
    reading BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX explainers_source ON explainers (source, published);

CREATE TABLE explainer_terms (
    term INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES explainers (article) ON DELETE CASCADE,
    PRIMARY KEY (term, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX explainer_terms_article ON explainer_terms (article);

CREATE TABLE looked (
    source TEXT PRIMARY KEY,
    seen TEXT NOT NULL,
    article TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX articles_seen ON articles (source, first_seen, id);
