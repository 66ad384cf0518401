-- What was done about an item; draft and published are lines of the ledger that hold an answer, see answer_draft.
CREATE TABLE answer (
  number BIGINT PRIMARY KEY, cycle TEXT NOT NULL, audience TEXT NOT NULL, is_list BIGINT NOT NULL,
  screened_by TEXT, screened BIGINT, assigned_by TEXT, assigned_to TEXT, assigned BIGINT, draft BIGINT,
  agreed_by TEXT, agreed BIGINT, sent_back BIGINT, sent_back_by TEXT,
  disposition TEXT, published_by TEXT, published BIGINT, published_seq BIGINT, first BIGINT,
  reply TEXT, reply_words BIGINT, replied BIGINT, inquiry_words BIGINT, inquiry_by TEXT, inquiry_answered BIGINT);
CREATE INDEX answer_audience ON answer (audience, published_seq, number);
CREATE INDEX answer_audience_disposition ON answer (audience, disposition, published_seq, number);
CREATE INDEX answer_cycle ON answer (cycle, is_list, published_seq, number);
CREATE INDEX answer_cycle_disposition ON answer (cycle, is_list, disposition, published_seq, number);
CREATE INDEX answer_all ON answer (is_list, published_seq, number);
CREATE INDEX answer_all_disposition ON answer (is_list, disposition, published_seq, number);
CREATE INDEX answer_assigned ON answer (assigned_to, published_seq, number);
CREATE INDEX answer_inquiry ON answer (cycle, reply, inquiry_answered, number);
-- Every answer ever drafted, by the line of the ledger that holds it: an inquiry may put another in place of the first.
CREATE TABLE answer_draft (
  seq BIGINT PRIMARY KEY, number BIGINT NOT NULL, disposition TEXT NOT NULL, reason BIGINT NOT NULL, target_item BIGINT,
  target_words BIGINT, place BIGINT, old BIGINT, new BIGINT, drafted_by TEXT, drafted BIGINT NOT NULL);
CREATE INDEX answer_draft_target ON answer_draft (target_item, number);
-- Every text of this room, by item and by who wrote it: what an erasure looks up.
CREATE TABLE answer_words (words BIGINT PRIMARY KEY, number BIGINT NOT NULL, by_author TEXT);
CREATE INDEX answer_words_number ON answer_words (number);
CREATE INDEX answer_words_by ON answer_words (by_author);
