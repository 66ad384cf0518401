CREATE TABLE document (
  id TEXT PRIMARY KEY, cycle TEXT NOT NULL, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL, lang TEXT NOT NULL, state TEXT NOT NULL,
  latest BIGINT NOT NULL, highest BIGINT NOT NULL, created BIGINT NOT NULL, changed BIGINT NOT NULL);
CREATE INDEX document_cycle ON document (cycle, created);
-- A version's text and blocks are words; its map leads from the version before.
CREATE TABLE document_version (
  document TEXT NOT NULL, number BIGINT NOT NULL, body BIGINT NOT NULL, map TEXT, note TEXT NOT NULL, is_erratum BIGINT NOT NULL,
  author TEXT, saved BIGINT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (document, number));
