-- Tokens by which a person's own programs speak to the interface; only the hash is kept.
CREATE TABLE live_token (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, participant TEXT NOT NULL, name TEXT NOT NULL, since BIGINT NOT NULL);
CREATE INDEX live_token_participant ON live_token (participant);
