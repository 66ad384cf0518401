-- The public keys that the kept checkpoints are checked with: the forum's own, and those of a forum it was imported from.
CREATE TABLE follow_key (key TEXT PRIMARY KEY, place BIGINT NOT NULL);
