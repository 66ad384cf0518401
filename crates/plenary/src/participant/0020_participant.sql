-- People, organisations, who belonged where and when, and who does what in a cycle. Names, addresses, titles and what
-- people say of themselves stand in `words`; these tables hold their keys only.
CREATE TABLE participant (
  id TEXT PRIMARY KEY, name BIGINT NOT NULL, address BIGINT, about BIGINT, grp TEXT, lang TEXT NOT NULL,
  is_confirmed BIGINT NOT NULL, is_secretariat BIGINT NOT NULL, joined BIGINT NOT NULL, erased BIGINT);
CREATE INDEX participant_grp ON participant (grp, joined, id);
CREATE INDEX participant_joined ON participant (joined, id);
-- Every text ever kept about a person, earlier ones too: what an erasure destroys.
CREATE TABLE participant_words (words BIGINT PRIMARY KEY, participant TEXT NOT NULL);
CREATE INDEX participant_words_of ON participant_words (participant);

CREATE TABLE organisation (id TEXT PRIMARY KEY, name TEXT NOT NULL, grp TEXT, url TEXT);
CREATE UNIQUE INDEX organisation_name ON organisation (name);
CREATE TABLE organisation_client (
  organisation TEXT NOT NULL, client TEXT NOT NULL, PRIMARY KEY (organisation, client));
CREATE INDEX organisation_client_client ON organisation_client (client);

CREATE TABLE affiliation (
  participant TEXT NOT NULL, organisation TEXT NOT NULL, title BIGINT, since BIGINT NOT NULL, until BIGINT,
  confirmed BIGINT, PRIMARY KEY (participant, organisation, since)) /* WITHOUT ROWID */;
CREATE INDEX affiliation_organisation ON affiliation (organisation);

CREATE TABLE cycle_role (
  cycle TEXT NOT NULL, participant TEXT NOT NULL, role TEXT NOT NULL, since BIGINT NOT NULL, until BIGINT,
  PRIMARY KEY (cycle, participant, role, since)) /* WITHOUT ROWID */;
CREATE INDEX cycle_role_participant ON cycle_role (participant);

-- Which person an address belongs to, in the spelling under which two addresses are one. Made from the words beside
-- the ledger, so a ledger without its words cannot make it.
CREATE TABLE live_address (address TEXT PRIMARY KEY, participant TEXT NOT NULL);
CREATE INDEX live_address_participant ON live_address (participant);
