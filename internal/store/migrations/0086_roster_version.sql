-- +goose Up
-- The version of the living roster: raised in the transaction that changes it, so that what is kept of it in memory is
-- never older than the transaction that asks.
CREATE TABLE roster (
  only_row BOOLEAN PRIMARY KEY CHECK (only_row),
  version  BIGINT NOT NULL
);
INSERT INTO roster (only_row, version) VALUES (TRUE, 0);
