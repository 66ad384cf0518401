-- A shelf is all the items of one cycle that one audience may read; number 0 is nobody's: items not confirmed yet.
-- Lists walk the shelves in the reader's reach, so what is on other shelves costs the reader no time and tells nothing.
CREATE TABLE docket_shelf (
  id BIGINT PRIMARY KEY, cycle TEXT NOT NULL, audience TEXT NOT NULL, is_list BIGINT NOT NULL, changed BIGINT NOT NULL);
CREATE UNIQUE INDEX docket_shelf_audience ON docket_shelf (cycle, is_list, audience);
-- shown_grp is the group that everyone who may read the item may know, '' for none; owed is due while no answer is out.
CREATE TABLE docket_item (
  number BIGINT PRIMARY KEY, seq BIGINT NOT NULL, cycle TEXT NOT NULL, kind TEXT NOT NULL, door TEXT NOT NULL,
  author TEXT, grp TEXT, on_behalf TEXT, mark TEXT NOT NULL, attribution TEXT NOT NULL, audience TEXT NOT NULL,
  lang TEXT NOT NULL, title BIGINT, about BIGINT, filed BIGINT NOT NULL, is_shown BIGINT NOT NULL,
  state TEXT NOT NULL, turn TEXT NOT NULL, due BIGINT, answered BIGINT, withdrawn BIGINT, changed BIGINT NOT NULL,
  shelf BIGINT NOT NULL, shown_grp TEXT NOT NULL, owed BIGINT);
CREATE UNIQUE INDEX docket_item_seq ON docket_item (seq);
CREATE INDEX docket_item_shelf ON docket_item (shelf, seq);
CREATE INDEX docket_item_state ON docket_item (shelf, state, seq);
CREATE INDEX docket_item_grp ON docket_item (shelf, shown_grp, seq);
CREATE INDEX docket_item_kind ON docket_item (shelf, kind, seq);
CREATE INDEX docket_item_turn ON docket_item (shelf, turn, seq);
CREATE INDEX docket_item_lang ON docket_item (shelf, lang, seq);
CREATE INDEX docket_item_door ON docket_item (shelf, door, seq);
CREATE INDEX docket_item_owed ON docket_item (shelf, owed, seq);
CREATE INDEX docket_item_author ON docket_item (author, seq);
CREATE INDEX docket_item_about ON docket_item (about, seq);
CREATE TABLE docket_text (
  number BIGINT NOT NULL, place BIGINT NOT NULL, question TEXT, words BIGINT NOT NULL, format TEXT NOT NULL,
  PRIMARY KEY (number, place)) /* WITHOUT ROWID */;
CREATE TABLE docket_file (
  number BIGINT NOT NULL, place BIGINT NOT NULL, name BIGINT NOT NULL, media_type TEXT NOT NULL, bytes BIGINT NOT NULL,
  words BIGINT NOT NULL, PRIMARY KEY (number, place));
CREATE TABLE docket_reader (list TEXT NOT NULL, participant TEXT NOT NULL, PRIMARY KEY (list, participant)) /* WITHOUT ROWID */;
CREATE INDEX docket_reader_participant ON docket_reader (participant, list);
-- What the head of the docket says, kept up to date item by item, so that it costs the same however long the docket is.
CREATE TABLE docket_tally (
  shelf BIGINT NOT NULL, grp TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, turn TEXT NOT NULL,
  items BIGINT NOT NULL, PRIMARY KEY (shelf, grp, kind, state, turn)) /* WITHOUT ROWID */;
-- How many items of a language, or by a door.
CREATE TABLE docket_trait (
  shelf BIGINT NOT NULL, name TEXT NOT NULL, word TEXT NOT NULL, items BIGINT NOT NULL, PRIMARY KEY (shelf, name, word));
-- How many answers took so many whole hours; how many items were filed in an hour (since 1970) and are still open.
CREATE TABLE docket_wait (
  shelf BIGINT NOT NULL, hours BIGINT NOT NULL, items BIGINT NOT NULL, PRIMARY KEY (shelf, hours)) /* WITHOUT ROWID */;
CREATE TABLE docket_open (
  shelf BIGINT NOT NULL, hour BIGINT NOT NULL, items BIGINT NOT NULL, PRIMARY KEY (shelf, hour)) /* WITHOUT ROWID */;
-- The last line of the ledger that changed a name which public pages show.
CREATE TABLE follow_docket_names (id BIGINT PRIMARY KEY, changed BIGINT NOT NULL);
