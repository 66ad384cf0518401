-- The next version of a text while it is put together: of the moment, not of the record. Its words enter the record
-- when the version is saved.
CREATE TABLE live_document_next (
  document TEXT PRIMARY KEY, based_on BIGINT NOT NULL, text TEXT NOT NULL, revision BIGINT NOT NULL, changed_by TEXT,
  changed BIGINT NOT NULL);
-- What was changed in it and because of what; kept until the same cause changes something again.
CREATE TABLE live_document_next_change (
  document TEXT NOT NULL, cause TEXT NOT NULL, based_on BIGINT NOT NULL, block BIGINT NOT NULL, first_letter BIGINT NOT NULL,
  end_letter BIGINT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, PRIMARY KEY (document, cause));
