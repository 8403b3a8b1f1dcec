-- What a sentence model said of texts: by print of the model and hash of the text, so that no text
-- is read twice. 32-bit floats, little-endian. Made anew at any time.

CREATE TABLE meanings (
    model TEXT NOT NULL,
    content TEXT NOT NULL,
    vector BLOB NOT NULL,
    made TEXT NOT NULL,
    PRIMARY KEY (model, content)
) STRICT;
CREATE INDEX meanings_made ON meanings (made);
