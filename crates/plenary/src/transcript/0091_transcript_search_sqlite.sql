-- Full text of what was said, for SQLite only (FTS5). Kept by a follower; `place` holds the session as a token, so that a
-- search walks only what its reader may see; `words` holds our own tokens. What is deleted leaves its pages at once.
CREATE VIRTUAL TABLE search_transcript USING fts5(
  place, words, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");
INSERT INTO search_transcript (search_transcript, rank) VALUES ('secure-delete', 1);
