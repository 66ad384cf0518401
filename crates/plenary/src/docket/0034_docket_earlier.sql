-- What an item said before its author changed it: one row for each text that was replaced.
CREATE TABLE docket_earlier (
  number BIGINT NOT NULL, seq BIGINT NOT NULL, place BIGINT NOT NULL, what TEXT NOT NULL, words BIGINT NOT NULL,
  format TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (number, seq, place));
