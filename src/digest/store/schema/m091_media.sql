-- Sound and film that come with an article, as JSON.

ALTER TABLE articles ADD COLUMN media TEXT NOT NULL DEFAULT '[]';
