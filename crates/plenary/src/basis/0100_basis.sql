-- What a block of a version stands on, as it was stated last on that version.
CREATE TABLE basis_statement (
  document TEXT NOT NULL, version BIGINT NOT NULL, block BIGINT NOT NULL, stated_by TEXT, stated BIGINT NOT NULL,
  seq BIGINT NOT NULL, PRIMARY KEY (document, version, block));
CREATE TABLE basis_ground (
  document TEXT NOT NULL, version BIGINT NOT NULL, block BIGINT NOT NULL, place BIGINT NOT NULL, kind TEXT NOT NULL,
  number BIGINT, session TEXT, first_paragraph BIGINT, last_paragraph BIGINT, other TEXT, other_version BIGINT,
  other_block BIGINT, PRIMARY KEY (document, version, block, place));
CREATE INDEX basis_ground_number ON basis_ground (number, document);
