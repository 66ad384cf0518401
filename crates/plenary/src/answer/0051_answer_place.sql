-- Where an answer says that a text changes, by the line of the ledger that holds the answer.
CREATE TABLE answer_place (
  seq BIGINT PRIMARY KEY, number BIGINT NOT NULL, document TEXT NOT NULL, version BIGINT NOT NULL, block BIGINT NOT NULL,
  first_letter BIGINT NOT NULL, end_letter BIGINT NOT NULL, is_after BIGINT NOT NULL);
CREATE INDEX answer_place_document ON answer_place (document, number);
