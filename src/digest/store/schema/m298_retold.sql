-- An article whose GUID, link's parameter and date are new at each visit, or that has no name at
-- all, is found by its title: of those alone there is an index.

CREATE INDEX articles_retold ON articles (source, title, first_seen)
    WHERE url_key IS NULL OR instr(url_key, '?') > 0;
