-- +goose Up
-- What the last import of a roster changed, so that it can be taken back as long as nothing builds on it. There is one row.
CREATE TABLE roster_undo (
  id        BIGINT PRIMARY KEY, -- made when it was written: what came later has a greater number
  at        BIGINT NOT NULL,
  by_name   TEXT NOT NULL,
  file      TEXT NOT NULL,
  version   BIGINT NOT NULL, -- of the roster after it
  first_new BIGINT NOT NULL, -- the new units, persons, posts and charges have numbers from here
  last_new  BIGINT NOT NULL, -- to here; 0 when there are none
  body      BYTEA NOT NULL   -- what was changed, as it was before: gzipped JSON
);
