CREATE TABLE call (cycle TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, published BIGINT NOT NULL, changed BIGINT NOT NULL);
CREATE TABLE call_question (cycle TEXT NOT NULL, place BIGINT NOT NULL, text TEXT NOT NULL, hint TEXT NOT NULL, PRIMARY KEY (cycle, place));
-- Half-written contributions: of the moment, never told by the ledger.
CREATE TABLE live_draft (
  id TEXT PRIMARY KEY, participant TEXT, cycle TEXT NOT NULL, fields TEXT NOT NULL, saved BIGINT NOT NULL);
CREATE INDEX live_draft_participant ON live_draft (participant, saved);
CREATE INDEX live_draft_saved ON live_draft (saved);
