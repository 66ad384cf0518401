-- Comments that say the same, as those who answer confirmed: each is in one cluster at most, named by the ledger line
-- that confirmed it.
CREATE TABLE comment_cluster (number BIGINT PRIMARY KEY, cluster BIGINT NOT NULL);
CREATE INDEX comment_cluster_cluster ON comment_cluster (cluster, number);
