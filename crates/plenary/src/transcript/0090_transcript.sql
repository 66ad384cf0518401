-- One record of a session. One that was taken back keeps its row and its numbers; its words are gone.
CREATE TABLE transcript (
  id TEXT PRIMARY KEY, session TEXT NOT NULL, nature TEXT NOT NULL, file BIGINT, source BIGINT, bytes BIGINT NOT NULL,
  recorded BIGINT NOT NULL, recorder TEXT, first_paragraph BIGINT NOT NULL, last_paragraph BIGINT NOT NULL,
  last_turn BIGINT NOT NULL, withdrawn BIGINT, changed BIGINT NOT NULL);
CREATE INDEX transcript_session ON transcript (session, recorded);
CREATE INDEX transcript_bytes ON transcript (bytes);
-- A turn with the engine's claim about its speaker, and with what people said of it since, which outranks the claim.
CREATE TABLE transcript_turn (
  session TEXT NOT NULL, turn BIGINT NOT NULL, transcript TEXT NOT NULL, label BIGINT, claim BIGINT, confidence BIGINT NOT NULL,
  evidence TEXT NOT NULL, from_ms BIGINT, to_ms BIGINT, voice BIGINT, PRIMARY KEY (session, turn));
-- Who spoke, as people said: the latest stands, the earlier ones are kept.
CREATE TABLE transcript_voice (
  id BIGINT NOT NULL, session TEXT NOT NULL, turn BIGINT NOT NULL, participant TEXT, name BIGINT, affiliation BIGINT, grp TEXT,
  teller TEXT, told BIGINT NOT NULL, PRIMARY KEY (session, turn, id));
CREATE INDEX transcript_voice_participant ON transcript_voice (participant, session);
-- A paragraph with its lasting number; its words as they were heard, and as they stand.
CREATE TABLE transcript_paragraph (
  session TEXT NOT NULL, number BIGINT NOT NULL, turn BIGINT NOT NULL, heard BIGINT NOT NULL, stands BIGINT NOT NULL,
  first_line BIGINT NOT NULL, last_line BIGINT NOT NULL, from_ms BIGINT, to_ms BIGINT, is_supplied BIGINT NOT NULL,
  is_corrected BIGINT NOT NULL, PRIMARY KEY (session, number));
CREATE INDEX transcript_paragraph_heard ON transcript_paragraph (heard);
CREATE TABLE transcript_block (
  session TEXT NOT NULL, place BIGINT NOT NULL, transcript TEXT NOT NULL, kind TEXT NOT NULL, words BIGINT NOT NULL,
  first_line BIGINT NOT NULL, last_line BIGINT NOT NULL, PRIMARY KEY (session, place));
CREATE TABLE transcript_part (
  session TEXT NOT NULL, place BIGINT NOT NULL, transcript TEXT NOT NULL, title BIGINT NOT NULL, seconds BIGINT NOT NULL,
  number BIGINT NOT NULL, PRIMARY KEY (session, place));
-- What the engine found and offers, and what a rapporteur decided.
CREATE TABLE transcript_finding (
  session TEXT NOT NULL, place BIGINT NOT NULL, transcript TEXT NOT NULL, kind TEXT NOT NULL, first_paragraph BIGINT NOT NULL,
  last_paragraph BIGINT NOT NULL, first_letter BIGINT, end_letter BIGINT, name BIGINT, confidence BIGINT NOT NULL,
  answered_by BIGINT, outcome TEXT, outcome_paragraph BIGINT, state TEXT NOT NULL, item BIGINT, decider TEXT, decided BIGINT,
  PRIMARY KEY (session, place));
CREATE TABLE transcript_correction (
  id TEXT PRIMARY KEY, session TEXT NOT NULL, seq BIGINT NOT NULL, kind TEXT NOT NULL, number BIGINT NOT NULL, turns TEXT NOT NULL,
  words BIGINT, participant TEXT, reason BIGINT, proposer TEXT, proposed BIGINT NOT NULL, state TEXT NOT NULL,
  decider TEXT, decided BIGINT, verdict BIGINT, before BIGINT);
CREATE INDEX transcript_correction_session ON transcript_correction (session, seq);
CREATE INDEX transcript_correction_proposer ON transcript_correction (proposer, seq);
-- The one request to supply words, by paragraph.
CREATE TABLE transcript_request (
  session TEXT NOT NULL, number BIGINT NOT NULL, participant TEXT NOT NULL, asked BIGINT NOT NULL, PRIMARY KEY (session, number));
-- Items that a passage speaks about, besides those made of it.
CREATE TABLE transcript_link (
  session TEXT NOT NULL, place BIGINT NOT NULL, first_paragraph BIGINT NOT NULL, last_paragraph BIGINT NOT NULL,
  item BIGINT NOT NULL, outcome TEXT, linked BIGINT NOT NULL, linker TEXT, PRIMARY KEY (session, place));
CREATE INDEX transcript_link_item ON transcript_link (item);
-- A file between its preview and its record; kept for a day.
CREATE TABLE live_transcript_upload (
  id TEXT PRIMARY KEY, session TEXT NOT NULL, participant TEXT, name TEXT NOT NULL, nature TEXT NOT NULL, bytes BLOB NOT NULL,
  kept BIGINT NOT NULL);
