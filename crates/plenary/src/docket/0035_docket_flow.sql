-- How many items came on a day (since 1970, UTC), and how many were answered: what a cycle's chart draws.
CREATE TABLE docket_flow (
  shelf BIGINT NOT NULL, day BIGINT NOT NULL, came BIGINT NOT NULL, answered BIGINT NOT NULL, PRIMARY KEY (shelf, day)) /* WITHOUT ROWID */;
INSERT INTO docket_flow (shelf, day, came, answered)
  SELECT shelf, day, SUM(came), SUM(answered) FROM (
    SELECT shelf, filed / 86400000 AS day, 1 AS came, 0 AS answered FROM docket_item WHERE shelf <> 0
    UNION ALL SELECT shelf, answered / 86400000 AS day, 0 AS came, 1 AS answered FROM docket_item
      WHERE shelf <> 0 AND answered IS NOT NULL) AS days
  GROUP BY shelf, day;
