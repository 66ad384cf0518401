-- What a session says of itself (title, place, agenda) is words: one of a restricted mark must not stand in the ledger.
CREATE TABLE session (
  id TEXT PRIMARY KEY, cycle TEXT NOT NULL, slug TEXT NOT NULL UNIQUE, body BIGINT NOT NULL,
  starts BIGINT NOT NULL, seconds BIGINT NOT NULL, zone TEXT NOT NULL, languages TEXT NOT NULL,
  mark TEXT NOT NULL, attribution TEXT NOT NULL, audience TEXT NOT NULL,
  created BIGINT NOT NULL, told BIGINT NOT NULL, revision BIGINT NOT NULL, called_off BIGINT, changed BIGINT NOT NULL);
CREATE INDEX session_cycle ON session (cycle, starts, id);
CREATE TABLE session_speaker (
  session TEXT NOT NULL, place BIGINT NOT NULL, participant TEXT, name BIGINT, PRIMARY KEY (session, place));
CREATE INDEX session_speaker_participant ON session_speaker (participant, session);
CREATE TABLE session_document (
  session TEXT NOT NULL, place BIGINT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (session, place));
CREATE INDEX session_document_document ON session_document (document, session);
-- The named people who may read a session that is not for everyone; the list is named after the session.
CREATE TABLE session_reader (list TEXT NOT NULL, participant TEXT NOT NULL, PRIMARY KEY (list, participant));
CREATE INDEX session_reader_participant ON session_reader (participant, list);
