-- The ledger and the words beside it. Tables whose names begin with live_ or follow_ are not told by the ledger:
-- live_ is of the moment (sessions, drafts, letters), follow_ is made from the ledger by a follower.
CREATE TABLE ledger (seq BIGINT PRIMARY KEY, line TEXT NOT NULL);
CREATE TABLE words (id BIGINT PRIMARY KEY, seal TEXT NOT NULL, salt BLOB NOT NULL, body BLOB NOT NULL);
-- Which words were erased, when, by whom and under which rule: what a page shows in the gap.
CREATE TABLE erasure (words BIGINT PRIMARY KEY, at BIGINT NOT NULL, decided_by TEXT, rule TEXT NOT NULL);

CREATE TABLE follow_cursor (follower TEXT PRIMARY KEY, next BIGINT NOT NULL);
CREATE TABLE follow_leaf (seq BIGINT PRIMARY KEY, hash BLOB NOT NULL);
CREATE TABLE follow_node (level BIGINT NOT NULL, place BIGINT NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, place)) /* WITHOUT ROWID */;
CREATE TABLE follow_checkpoint (size BIGINT PRIMARY KEY, note TEXT NOT NULL);

CREATE TABLE live_once (id TEXT NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (id)) /* WITHOUT ROWID */;
CREATE INDEX live_once_at ON live_once (at);

CREATE TABLE live_session (id TEXT PRIMARY KEY, participant TEXT NOT NULL, since BIGINT NOT NULL);
CREATE INDEX live_session_participant ON live_session (participant);
CREATE TABLE live_link (
  id TEXT PRIMARY KEY, purpose TEXT NOT NULL, subject TEXT NOT NULL, browser TEXT, code TEXT NOT NULL,
  tries BIGINT NOT NULL, ends BIGINT NOT NULL, is_reusable BIGINT NOT NULL);
CREATE INDEX live_link_browser ON live_link (browser);
CREATE INDEX live_link_subject ON live_link (subject);

CREATE TABLE live_letter (
  id TEXT PRIMARY KEY, address TEXT NOT NULL, name TEXT NOT NULL, participant TEXT, about TEXT, subject TEXT NOT NULL,
  body TEXT NOT NULL, attachment_name TEXT, attachment TEXT, made BIGINT NOT NULL, state TEXT NOT NULL,
  attempts BIGINT NOT NULL, next_try BIGINT NOT NULL, trouble TEXT);
CREATE INDEX live_letter_next ON live_letter (state, next_try);
CREATE INDEX live_letter_made ON live_letter (made);
CREATE INDEX live_letter_participant ON live_letter (participant);
CREATE INDEX live_letter_about ON live_letter (about);
