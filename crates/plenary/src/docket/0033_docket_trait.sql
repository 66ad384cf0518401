-- Language, door and mark counted in one row instead of three: an item counts once.
DROP TABLE docket_trait;
CREATE TABLE docket_trait (
  shelf BIGINT NOT NULL, lang TEXT NOT NULL, door TEXT NOT NULL, mark TEXT NOT NULL, items BIGINT NOT NULL,
  PRIMARY KEY (shelf, lang, door, mark)) /* WITHOUT ROWID */;
INSERT INTO docket_trait (shelf, lang, door, mark, items)
  SELECT shelf, lang, door, mark, COUNT(*) FROM docket_item WHERE shelf <> 0 GROUP BY shelf, lang, door, mark;
-- Most items speak about no other.
DROP INDEX docket_item_about;
CREATE INDEX docket_item_about ON docket_item (about, seq) WHERE about IS NOT NULL;
