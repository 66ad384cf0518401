CREATE TABLE comment_endorsement (
  number BIGINT NOT NULL, person TEXT NOT NULL, grp TEXT, organisation TEXT, reason BIGINT, at BIGINT NOT NULL,
  PRIMARY KEY (number, person));
CREATE INDEX comment_endorsement_person ON comment_endorsement (person);
-- Where a person says that a passage stands in a version; no spans when it is gone.
CREATE TABLE comment_place (
  number BIGINT NOT NULL, place BIGINT NOT NULL, version BIGINT NOT NULL, spans TEXT, seq BIGINT NOT NULL,
  PRIMARY KEY (number, place, version));
