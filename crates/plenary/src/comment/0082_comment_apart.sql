-- Comments that somebody took out of a cluster: a person's choice outranks the likeness of words, so they are not
-- proposed for one again until a person puts them into one.
CREATE TABLE comment_apart (number BIGINT PRIMARY KEY);
