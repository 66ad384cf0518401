-- What captioners sent, as it came; the bytes are words and can be erased. A number is unique among one captioner's.
CREATE TABLE caption_packet (
  session TEXT NOT NULL, place BIGINT NOT NULL, captioner BIGINT NOT NULL, sequence BIGINT, at BIGINT NOT NULL,
  lang TEXT, bytes BIGINT NOT NULL, PRIMARY KEY (session, place));
CREATE UNIQUE INDEX caption_packet_sequence ON caption_packet (session, captioner, sequence);
-- Which of its links is the one that works; the secret in it is computed and stands nowhere.
CREATE TABLE caption_seat (session TEXT NOT NULL, seat BIGINT NOT NULL, link BIGINT NOT NULL, PRIMARY KEY (session, seat));
CREATE TABLE caption_end (session TEXT PRIMARY KEY, at BIGINT NOT NULL, person TEXT);
