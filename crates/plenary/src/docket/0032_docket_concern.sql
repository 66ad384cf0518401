-- What an item concerns: a document, words said in a session. An item of the call has no row.
CREATE TABLE docket_concern (
  number BIGINT PRIMARY KEY, seq BIGINT NOT NULL, document TEXT, nature TEXT, suggestion BIGINT,
  session TEXT, first_paragraph BIGINT, last_paragraph BIGINT);
CREATE INDEX docket_concern_document ON docket_concern (document, seq);
CREATE INDEX docket_concern_session ON docket_concern (session, seq);
CREATE TABLE docket_passage (
  number BIGINT NOT NULL, place BIGINT NOT NULL, version BIGINT NOT NULL, block BIGINT NOT NULL,
  first_letter BIGINT NOT NULL, end_letter BIGINT NOT NULL, PRIMARY KEY (number, place));
