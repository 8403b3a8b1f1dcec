-- What language models answered, so that an edition that is built again asks nobody: by model,
-- version of the question and hash of what was asked. And what each edition spent on it.

CREATE TABLE summaries (
    model TEXT NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('written', 'refused', 'failed')),
    text TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked TEXT NOT NULL,
    PRIMARY KEY (model, version, content)
) STRICT, WITHOUT ROWID;
CREATE INDEX summaries_asked ON summaries (asked);

CREATE TABLE summary_spending (
    edition TEXT PRIMARY KEY,
    calls INTEGER NOT NULL CHECK (calls >= 0),
    tokens INTEGER NOT NULL CHECK (tokens >= 0),
    asked TEXT NOT NULL
) STRICT, WITHOUT ROWID;
