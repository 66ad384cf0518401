CREATE TABLE docket_item (
  number BIGINT PRIMARY KEY, seq BIGINT NOT NULL, cycle TEXT NOT NULL, kind TEXT NOT NULL, door TEXT NOT NULL,
  author TEXT, grp TEXT, on_behalf TEXT, mark TEXT NOT NULL, attribution TEXT NOT NULL, audience TEXT NOT NULL,
  lang TEXT NOT NULL, title BIGINT, about BIGINT, filed BIGINT NOT NULL, is_shown BIGINT NOT NULL,
  state TEXT NOT NULL, turn TEXT NOT NULL, due BIGINT, answered BIGINT, withdrawn BIGINT, changed BIGINT NOT NULL);
CREATE INDEX docket_item_cycle ON docket_item (cycle, seq);
CREATE INDEX docket_item_state ON docket_item (cycle, state, seq);
CREATE INDEX docket_item_grp ON docket_item (cycle, grp, seq);
CREATE INDEX docket_item_kind ON docket_item (cycle, kind, seq);
CREATE INDEX docket_item_turn ON docket_item (cycle, turn, seq);
CREATE INDEX docket_item_author ON docket_item (author, seq);
CREATE INDEX docket_item_about ON docket_item (about, number);
CREATE TABLE docket_text (
  number BIGINT NOT NULL, place BIGINT NOT NULL, question TEXT, words BIGINT NOT NULL, format TEXT NOT NULL,
  PRIMARY KEY (number, place));
CREATE TABLE docket_file (
  number BIGINT NOT NULL, place BIGINT NOT NULL, name BIGINT NOT NULL, media_type TEXT NOT NULL, bytes BIGINT NOT NULL,
  words BIGINT NOT NULL, PRIMARY KEY (number, place));
CREATE TABLE docket_reader (list TEXT NOT NULL, participant TEXT NOT NULL, PRIMARY KEY (list, participant));
CREATE INDEX docket_reader_participant ON docket_reader (participant, list);
-- What the head of the docket says, kept up to date item by item, so that it costs the same however long the docket is.
CREATE TABLE docket_tally (
  cycle TEXT NOT NULL, audience TEXT NOT NULL, grp TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
  turn TEXT NOT NULL, items BIGINT NOT NULL, PRIMARY KEY (cycle, audience, grp, kind, state, turn));
-- How many answers took so many whole hours; how many items were filed in an hour (since 1970) and are still open.
CREATE TABLE docket_wait (
  cycle TEXT NOT NULL, audience TEXT NOT NULL, hours BIGINT NOT NULL, items BIGINT NOT NULL,
  PRIMARY KEY (cycle, audience, hours));
CREATE TABLE docket_open (
  cycle TEXT NOT NULL, audience TEXT NOT NULL, hour BIGINT NOT NULL, items BIGINT NOT NULL,
  PRIMARY KEY (cycle, audience, hour));
